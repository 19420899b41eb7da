"""What a version of a form has that the one before it had not, and the other way round. Pure."""

from dataclasses import dataclass

from malath.questionnaires.definition import Form, Node


@dataclass(frozen=True)
class Differences:
    """Questions by path, and lists of answers by name."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    lists: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.lists)


def differences(before: Form, after: Form) -> Differences:
    old, new = _nodes(before), _nodes(after)
    both = [path for path in new if path in old]
    names = sorted({*before.lists, *after.lists})
    return Differences(
        added=tuple(path for path in new if path not in old),
        removed=tuple(path for path in old if path not in new),
        changed=tuple(path for path in both if _own(old[path]) != _own(new[path])),
        lists=tuple(name for name in names if before.lists.get(name) != after.lists.get(name)),
    )


def _nodes(form: Form) -> dict[str, Node]:
    return {node.path: node for node in form.nodes()}


def _own(node: Node) -> dict[str, object]:
    """What a node says itself; what lies in a group is compared on its own."""
    return {name: value for name, value in vars(node).items() if name != "children"}
