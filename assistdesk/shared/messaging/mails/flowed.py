"""Text whose lines were broken for the road, put together again."""


def unflowed(text: str, *, is_joined: bool) -> str:
    """Return format=flowed text with its paragraphs on one line each; `is_joined` is the parameter DelSp.

    Source: RFC 3676, 4.
    """
    lines: list[str] = []
    depth_before, is_open = 0, False
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        if bare == "-- ":
            is_open = False
        is_flowing = bare.endswith(" ") and bare != "-- "
        words = bare[:-1] if is_flowing and is_joined else bare
        if is_open and depth == depth_before:
            lines[-1] += words
        else:
            lines.append(("> " if depth else "") * depth + words)
        depth_before, is_open = depth, is_flowing
    return "\n".join(line if line.endswith("-- ") else line.rstrip() for line in lines)
