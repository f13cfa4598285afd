"""The matrix products of spaCy's networks, by the BLAS that numpy brings, on one thread.

spaCy multiplies with BLIS, whose wheels have fast code for few kinds of processor; on the others a parse takes a third longer for the same
tokens. One thread, because products of a few hundred rows only lose by being shared out, and so that the sums are the same on any number of
cores.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

Array = NDArray[np.float32]


class _Ops(NumpyOps):  # type: ignore[misc]  # thinc's class is compiled, without types
    """thinc's operations with another product."""

    def gemm(self, x: Array, y: Array, *, out: Array | None = None, trans1: bool = False, trans2: bool = False) -> Array:
        """The product of two matrices, either of them transposed first if so asked."""
        product: Array = np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)
        return product


def quicken(networks: Iterable[Model[Any, Any]]) -> None:
    """Let networks multiply by numpy's BLAS, where they would by BLIS; on a GPU or with Apple's library they stay as they are."""
    ops = _Ops()
    for network in networks:
        for layer in network.walk():
            if type(layer.ops) is NumpyOps:
                layer.ops = ops


def one_thread() -> AbstractContextManager[Any]:
    """Hold numpy's BLAS to one thread, as long as the context lasts."""
    limits: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limits


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
