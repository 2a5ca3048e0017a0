"""An area as a small drawing: its outline, north above, without a map behind it."""

import math
from collections.abc import Mapping
from typing import Any

SIZE = 100  # of the drawing's longer side


def outline(area: Mapping[str, Any]) -> dict[str, str]:
    """The corners as an SVG polygon's points, and the box that holds them."""
    ring = area["coordinates"][0]
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    narrower = math.cos(math.radians((south + north) / 2))  # a degree of longitude against latitude
    scale = SIZE / max((east - west) * narrower, north - south)
    points = [((x - west) * narrower * scale, (north - y) * scale) for x, y in ring[:-1]]
    width, height = (east - west) * narrower * scale, (north - south) * scale
    return {
        "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "box": f"-2 -2 {width + 4:.1f} {height + 4:.1f}",
    }
