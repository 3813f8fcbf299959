"""Clusters by the majority: a text joins others only if most of them are its copies, not if one of them is.

Otherwise a round-up that holds two stories would make copies of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

# Members of a cluster that are asked when it is to be joined with another: so that joining costs the same for large ones.
ASKED = 5


def clusters_of(edges: Iterable[tuple[float, int, int]], is_copy: Callable[[int, int], bool]) -> list[list[int]]:
    """Cluster texts by number, the strongest edges first.

    Args:
        edges: (strength, one, other) for texts that are copies.
        is_copy: whether two texts are copies, for pairs that may or may not be among the edges.

    Returns: the clusters of two and more, members in order.
    """
    members: dict[int, list[int]] = {}
    cluster_of: dict[int, int] = {}
    for _, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        first, second = (cluster_of.setdefault(text, text) for text in (one, other))
        left, right = (members.setdefault(cluster, [cluster]) for cluster in (first, second))
        if first != second and _most_are_copies(left, right, is_copy):
            large, small = (first, second) if len(left) >= len(right) else (second, first)
            cluster_of.update(dict.fromkeys(members[small], large))
            members[large] = sorted(members[large] + members.pop(small))
    return sorted(found for found in members.values() if len(found) > 1)


def _most_are_copies(left: list[int], right: list[int], is_copy: Callable[[int, int], bool]) -> bool:
    pairs = [(one, other) for one in _some(left) for other in _some(right)]
    return 2 * sum(is_copy(one, other) for one, other in pairs) > len(pairs)


def _some(members: list[int]) -> list[int]:
    """Return a few members, evenly spaced."""
    if len(members) <= ASKED:
        return members
    return [members[place * (len(members) - 1) // (ASKED - 1)] for place in range(ASKED)]
