"""Figures for monitoring, in the text format of Prometheus."""

from collections import Counter

_BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Seconds up to which requests are counted together."""


class Metrics:
    """Requests since the start, by handler and status, and how long they took."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._bytes = 0

    def count(self, handler: str, status: int, seconds: float, size: int) -> None:
        """One more request: its handler, the status of its answer, how long it took and how many bytes it sent."""
        self._requests[handler, status] += 1
        self._seconds += seconds
        self._bytes += size
        for bound in _BOUNDS:
            if seconds <= bound:
                self._buckets[bound] += 1

    def text(self, gauges: dict[str, int]) -> str:
        """All figures, and those of the moment."""
        total = sum(self._requests.values())
        lines = ["# TYPE kg_requests_total counter"]
        lines += [f'kg_requests_total{{handler="{h}",status="{s}"}} {n}' for (h, s), n in sorted(self._requests.items())]
        lines += ["# TYPE kg_request_seconds histogram"]
        lines += [f'kg_request_seconds_bucket{{le="{bound}"}} {self._buckets[bound]}' for bound in _BOUNDS]
        lines += [f'kg_request_seconds_bucket{{le="+Inf"}} {total}', f"kg_request_seconds_sum {self._seconds:.6f}"]
        lines += [f"kg_request_seconds_count {total}", "# TYPE kg_sent_bytes_total counter", f"kg_sent_bytes_total {self._bytes}"]
        for name, value in gauges.items():
            lines += [f"# TYPE kg_{name} gauge", f"kg_{name} {value}"]
        return "\n".join(lines) + "\n"
