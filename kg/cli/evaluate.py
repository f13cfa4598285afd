"""`kg evaluate`."""

from pathlib import Path

import click


@click.command(name="evaluate")
@click.option("--packs", "bench", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder with score.py and data/.")
@click.option("--pack", "names", multiple=True, metavar="NAME", help="Only this pack; may be given again.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the table of the packs to this file.")
@click.option("--raise", "lift", is_flag=True, help="Lift the floors to what was measured.")
@click.option("--model", help="spaCy model by name or path (default: the best installed).")
def command(bench: Path | None, names: tuple[str, ...], report: Path | None, lift: bool, model: str | None) -> int:
    """Measure the extraction on the project's own gold sentences and, with --packs, on external packs.

    Ends with 1 where a figure has fallen below its floor.
    """
    from kg.config import Config
    from kg.evaluate import gate, gold
    from kg.evaluate.report import report as page
    from kg.extractor import Extractor

    extractor = Extractor.load(Config(model=model))
    own = gold.measure(extractor)
    for line in own.lines:
        click.echo(line)
    below = list(own.below)
    if bench:
        measured = gate.measure(
            bench, extractor, watched=gate.figures(), packs=names, tell=lambda pack: click.echo(f"pack {pack} …", err=True)
        )
        for m in measured:
            mark = "" if m.holds else "  BELOW THE FLOOR"
            click.echo(f"{m.figure.pack:9} {m.figure.name:34} {m.value:.3f}  floor {m.figure.floor:.3f}  goal {m.figure.target:.3f}{mark}")
        below += [f"{m.figure.pack} {m.figure.name}" for m in measured if not m.holds]
        if lift:
            click.echo(f"{gate.raise_floors(measured)} floors lifted", err=True)
        if report:
            report.write_text(page(measured), encoding="utf-8")
    for name in below:
        click.echo(f"kg: below the floor: {name}; mend the cause, or lower the floor in kg/evaluate and say why", err=True)
    return 1 if below else 0
