"""The things in a programme, their fields and their lists.

Everything in a programme is an :class:`Item`. Its fields are attributes, with the names, types and meanings that they
have in the programme document; a word of Python gets an underscore behind it, as in ``from_``. What is not given is
None. An item lives as long as anybody holds it, and with it its programme.
"""
from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from . import _prg
from ._convert import Date, Number, day, plain
from .errors import NotFoundError

if TYPE_CHECKING:
    from .programme import Programme

__all__ = [
    "Choice", "Count", "DateField", "Field", "FieldMap", "Flag", "Item", "ItemList", "Items", "NamedItem", "Names",
    "NumberField", "Record", "Reference", "References", "Text", "TextList", "Texts",
]

T_co = TypeVar("T_co", covariant=True)
T_in = TypeVar("T_in", contravariant=True)
I_co = TypeVar("I_co", bound="Item", covariant=True)

_NOT_GIVEN = -(2**31)


class Item:
    """One thing in a programme.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> health = plan.agencies.add("YT", name="Sở Y tế")
    >>> health
    <Agency 'YT': Sở Y tế>
    >>> health.kind is None, health["name"], list(health.fields)
    (True, 'Sở Y tế', ['name'])
    >>> plan.agencies[0] == health, plan.agencies["YT"].name
    (True, 'Sở Y tế')
    """

    __slots__ = ("_owner", "_raw")

    class_name: ClassVar[str] = ""
    """The class in the sense of the programme document, such as ``"agency"``."""
    _classes: ClassVar[dict[str, type[Item]]] = {}
    _fields: ClassVar[dict[str, Field[Any, Any]]] = {}

    _raw: Any
    _owner: Any

    def __init_subclass__(cls, *, class_name: str | None = None) -> None:
        super().__init_subclass__()
        if class_name is None:
            return
        cls.class_name = class_name
        Item._classes[class_name] = cls
        cls._fields = {field.key: field for base in reversed(cls.__mro__) for field in vars(base).values()
                       if isinstance(field, Field) and field.key}
        index = 0
        while (found := _prg.class_field(class_name, index)) is not None:
            key, _, _, choices, _, doc = found
            if key in cls._fields and key in {field.key for field in vars(cls).values() if isinstance(field, Field)}:
                cls._fields[key].__doc__ = doc + (f": {', '.join(choices)}" if choices else "")
            index += 1

    def __init__(self) -> None:
        raise TypeError(f"a {type(self).__name__} belongs to a list of a programme: use its add()")

    @classmethod
    def _wrap(cls, programme: Programme, raw: Any) -> Any:
        """The object for a handle of the programme's; None for None."""
        if raw is None:
            return None
        name = _prg.item_class(raw)
        if name == "programme":
            return programme
        item = object.__new__(Item._classes.get(name, Item))
        item._owner = programme
        item._raw = raw
        return item

    # What it is.

    @property
    def programme(self) -> Programme:
        """The programme that it is in."""
        return cast("Programme", self._owner)

    @property
    def _handle(self) -> Any:
        self._owner._check()
        return self._raw

    @property
    def id(self) -> str:
        """The id; ``""`` where its class has none."""
        return _prg.item_id(self._handle) or ""

    @property
    def belongs_to(self) -> Any:
        """What it belongs to: the component of an assignment, for example; at the top, the programme."""
        return Item._wrap(self.programme, _prg.item_owner(self._handle))

    @property
    def index(self) -> int:
        """Its place among its owner's, from 0."""
        place: int = _prg.item_index(self._handle)
        return place

    @property
    def is_removed(self) -> bool:
        """Whether it was removed. It stays readable."""
        return bool(_prg.item_is_removed(self._handle))

    @property
    def pointer(self) -> str:
        """Its JSON pointer in the programme document."""
        text: str = _prg.item_pointer(self._handle)
        return text

    @property
    def label(self) -> str:
        """What a person is shown: the name, else the id."""
        text: str = _prg.item_name(self._handle, None)
        return text

    @property
    def fields(self) -> FieldMap:
        """The fields that are given, as a mapping by the keys of the document."""
        return FieldMap(self)

    def __getitem__(self, key: str) -> Any:
        return FieldMap(self)._get(key)

    def __setitem__(self, key: str, value: Any) -> None:
        FieldMap(self)[key] = value

    def __delitem__(self, key: str) -> None:
        del FieldMap(self)[key]

    __iter__ = None  # a mapping by keys it is, through .fields; not a sequence

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Item):
            return NotImplemented
        return bool(_prg.address(self._raw) == _prg.address(other._raw))

    def __hash__(self) -> int:
        return hash(_prg.address(self._raw))

    def __repr__(self) -> str:
        name = type(self).__name__
        if self.programme.closed:
            return f"<{name} of a closed programme>"
        if not self.id:
            return f"<{name}{f': {self.label}' if self.label else ''}>"
        return f"<{name} {self.id!r}>" if self.label == self.id else f"<{name} {self.id!r}: {self.label}>"

    def __str__(self) -> str:
        return self.label

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(key)}</th><td>{escape(_shown(value))}</td></tr>"
                       for key, value in self.fields.items())
        return f"<table><caption>{escape(repr(self)[1:-1])}</caption><tbody>{rows}</tbody></table>"

    def to_json(self) -> str:
        """The item with everything that belongs to it, as it stands in the document."""
        text: str = _prg.item_write_json(self._handle, None)
        return text

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict, numbers exact."""
        read: dict[str, Any] = json.loads(self.to_json(), parse_float=Decimal)
        return read

    # Walking.

    def walk(self, class_name: str | None = None) -> Iterator[Any]:
        """The item and everything that belongs to it, owners first, in the order of the document.

        :param class_name: only items of this class, such as ``"component"``.
        """
        return (item for _, item in self.tree(class_name))

    def tree(self, class_name: str | None = None) -> Iterator[tuple[int, Any]]:
        """As :meth:`walk`, with the depth below the item."""
        walk = _prg.walk_new(self._handle, class_name)
        programme = self.programme
        while True:
            programme._check()
            raw = _prg.walk_next(walk)
            if raw is None:
                return
            yield _prg.walk_depth(walk), Item._wrap(programme, raw)

    def integrations(self) -> list[Any]:
        """Where it is integrated (lồng ghép): the records that name it."""
        return [Item._wrap(self.programme, raw) for raw in _prg.item_integrations(self._handle)]

    # Editing.

    def set(self, **fields: Any) -> Self:
        """Sets several fields, by the names of the attributes; None takes one away. Answers the item.

        When a value is refused, those before it are set.
        """
        for name, value in fields.items():
            FieldMap(self)[name.removesuffix("_")] = value
        return self

    def add(self, key: str, id: str | None = None, **fields: Any) -> Any:
        """Makes a new item in a list or record of this one, such as ``task.add("time", form="window")``."""
        with self.programme._guard.writing():
            raw = _prg.item_add(self._handle, key, id)
        item = Item._wrap(self.programme, raw)
        try:
            item.set(**fields)
        except BaseException:
            item.remove()
            raise
        return item

    def remove(self) -> None:
        """Removes it with everything that belongs to it. Refused while anything else refers to it."""
        with self.programme._guard.writing():
            _prg.item_remove(self._handle)

    def move(self, owner: Item | None = None, key: str | None = None, index: int | None = None) -> None:
        """Moves it to another owner, list or place; what is None stays. Without index, to the end."""
        target = owner or self.belongs_to
        if key is None:
            key = next((name for name, field in target._fields.items()
                        if isinstance(field, Items) and self in field._list(target)), None) or _list_for(target, self)
        with self.programme._guard.writing():
            _prg.item_move(self._handle, target._handle, key, 2**31 if index is None else index)

    def rename(self, id: str) -> None:
        """Gives it another id; references follow."""
        self._set("id", id)

    def _set(self, key: str, text: str | None) -> None:
        with self.programme._guard.writing():
            _prg.item_set(self._handle, key, text)


def _list_for(owner: Item, item: Item) -> str:
    for key, field in owner._fields.items():
        if isinstance(field, Items) and field.of(owner) == item.class_name:
            return key
    raise NotFoundError(f"a {owner.class_name} has no list of the class {item.class_name}")


def _shown(value: Any) -> str:
    if isinstance(value, Item):
        return f"{value.label} ({value.id})" if value.id and value.label != value.id else value.label or value.to_json()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_shown(one) for one in value)
    return str(value)


# ---- fields ----

class Field(Generic[T_co, T_in]):
    """An attribute of items that stands for a field of the document."""

    key = ""

    def __init__(self, key: str = "") -> None:
        self.key = key

    def __set_name__(self, owner: type[Item], name: str) -> None:
        self.key = self.key or name.removesuffix("_")

    @overload
    def __get__(self, item: None, owner: type[Item]) -> Self: ...
    @overload
    def __get__(self, item: Item, owner: type[Item]) -> T_co: ...
    def __get__(self, item: Item | None, owner: type[Item]) -> Self | T_co:
        return self if item is None else self._get(item)

    def __set__(self, item: Item, value: T_in) -> None:
        item._set(self.key, None if value is None else self._text(item, value))

    def __delete__(self, item: Item) -> None:
        item._set(self.key, None)

    def of(self, item: Item | type[Item]) -> str | None:
        """The class that a reference or list is of."""
        index = 0
        while (found := _prg.class_field(item.class_name, index)) is not None:
            if found[0] == self.key:
                return cast("str | None", found[2])
            index += 1
        return None

    def _get(self, item: Item) -> T_co:
        raise NotImplementedError

    def _text(self, item: Item, value: Any) -> str:
        if not isinstance(value, str):
            raise TypeError(f"{self.key}: a text expected, not {type(value).__name__}")
        return value

    def _given(self, item: Item) -> bool:
        return self._get(item) is not None


class Text(Field["str | None", "str | None"]):
    """A text or a word."""

    def _get(self, item: Item) -> str | None:
        text: str | None = _prg.item_text(item._handle, self.key)
        return text


class Choice(Text):
    """One of some words."""


class Name(Field[str, "str | Mapping[str, str] | None"]):
    """The name in the programme's language, else in the first that there is, else the id. May be set from a mapping of
    languages to names."""

    def _get(self, item: Item) -> str:
        text: str = _prg.item_name(item._handle, None)
        return text

    def __set__(self, item: Item, value: str | Mapping[str, str] | None) -> None:
        if isinstance(value, Mapping):
            Names(item).update(value)
        else:
            super().__set__(item, value)

    def _given(self, item: Item) -> bool:
        return bool(_prg.item_size(item._handle, self.key))


class Flag(Field["bool | None", "bool | None"]):
    """A yes or no."""

    def _get(self, item: Item) -> bool | None:
        flag = _prg.item_flag(item._handle, self.key, -1)
        return None if flag < 0 else bool(flag)

    def _text(self, item: Item, value: Any) -> str:
        if not isinstance(value, bool):
            raise TypeError(f"{self.key}: True or False expected, not {type(value).__name__}")
        return "true" if value else "false"


class Count(Field["int | None", "int | None"]):
    """A whole number."""

    def _get(self, item: Item) -> int | None:
        count: int = _prg.item_integer(item._handle, self.key, _NOT_GIVEN)
        return None if count == _NOT_GIVEN else count

    def _text(self, item: Item, value: Any) -> str:
        return plain(value)


class DateField(Field["datetime.date | None", "Date | None"]):
    """A date."""

    def _get(self, item: Item) -> datetime.date | None:
        date: datetime.date | None = _prg.item_date(item._handle, self.key)
        return date

    def _text(self, item: Item, value: Any) -> str:
        return cast(datetime.date, day(value)).isoformat()


class NumberField(Field["Decimal | None", "Number | None"]):
    """An exact number."""

    def _get(self, item: Item) -> Decimal | None:
        text = _prg.item_number(item._handle, self.key)
        return None if text is None else Decimal(text)

    def _text(self, item: Item, value: Any) -> str:
        return plain(value)


class Reference(Field["I_co | None", "Item | str | None"], Generic[I_co]):
    """A reference; may be set by id."""

    def _get(self, item: Item) -> I_co | None:
        return cast("I_co | None", Item._wrap(item.programme, _prg.item_get(item._handle, self.key)))

    def _text(self, item: Item, value: Any) -> str:
        return _id_of(item, value)


class Record(Field["I_co | None", "Mapping[str, Any] | None"], Generic[I_co]):
    """A thing that an item has one of; may be set from a mapping, and taken away with None."""

    def _get(self, item: Item) -> I_co | None:
        return cast("I_co | None", Item._wrap(item.programme, _prg.item_get(item._handle, self.key)))

    def __set__(self, item: Item, value: Mapping[str, Any] | None) -> None:
        present = self._get(item)
        if present is not None:
            present.remove()
        if value is not None:
            item.add(self.key, **value)

    def __delete__(self, item: Item) -> None:
        self.__set__(item, None)


class Texts(Field["TextList", "Iterable[str]"]):
    """A list of texts."""

    def _get(self, item: Item) -> TextList:
        return TextList(item, self.key)

    def __set__(self, item: Item, value: Iterable[str]) -> None:
        TextList(item, self.key)[:] = value

    def __delete__(self, item: Item) -> None:
        TextList(item, self.key).clear()

    def _given(self, item: Item) -> bool:
        return len(self._get(item)) > 0


class References(Field["ItemList[I_co]", "Iterable[Item | str]"], Generic[I_co]):
    """A list of references."""

    def _get(self, item: Item) -> ItemList[I_co]:
        return ItemList(item, self.key, owned=False)

    def __set__(self, item: Item, value: Iterable[Item | str]) -> None:
        ids = [_id_of(item, one) for one in value]
        present = self._get(item)
        present.clear()
        for one in ids:
            present.append(one)

    def __delete__(self, item: Item) -> None:
        self._get(item).clear()

    def _given(self, item: Item) -> bool:
        return len(self._get(item)) > 0


class Items(Field["ItemList[I_co]", "Iterable[Mapping[str, Any]]"], Generic[I_co]):
    """A list of what belongs to the item."""

    def _get(self, item: Item) -> ItemList[I_co]:
        return self._list(item)

    def _list(self, item: Item) -> ItemList[I_co]:
        return ItemList(item, self.key, owned=True)

    def __set__(self, item: Item, value: Iterable[Mapping[str, Any]]) -> None:
        raise AttributeError(f"{self.key} is a list: use its add() and remove()")

    def __delete__(self, item: Item) -> None:
        raise AttributeError(f"{self.key} is a list: use its add() and remove()")

    def _given(self, item: Item) -> bool:
        return len(self._get(item)) > 0


def _id_of(item: Item, value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, Item):
        raise TypeError(f"an item or an id expected, not {type(value).__name__}")
    if value.programme is not item.programme:
        raise ValueError(f"{value!r} is of another programme; refer to it by its id {value.id!r} if that is meant")
    return value.id


class NamedItem(Item):
    """An item with a name, in one or several languages, and other spellings."""

    __slots__ = ()

    name = Name()
    aliases = Texts()

    @property
    def names(self) -> Names:
        """The names by language."""
        return Names(self)

    @names.setter
    def names(self, value: Mapping[str, str]) -> None:
        names = Names(self)
        for language in set(names) - set(value):
            del names[language]
        names.update(value)


# ---- views ----

class FieldMap(MutableMapping[str, Any]):
    """The fields of an item by the keys of the document: those that are given."""

    __slots__ = ("_item",)

    def __init__(self, item: Item) -> None:
        self._item = item

    def _field(self, key: str) -> Field[Any, Any]:
        field = self._item._fields.get(key)
        if field is None:
            raise NotFoundError(f"a {self._item.class_name} has no field {key!r}")
        return field

    def _get(self, key: str) -> Any:
        return self._item.id if key == "id" else self._field(key)._get(self._item)

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise KeyError(key)
        return self._field(key)._get(self._item)

    def __setitem__(self, key: str, value: Any) -> None:
        field = self._item._fields.get(key)
        if field is None:
            self._item._set(key, value)  # refused, with the key that was probably meant
        else:
            field.__set__(self._item, value)

    def __delitem__(self, key: str) -> None:
        self._field(key).__delete__(self._item)

    def __contains__(self, key: object) -> bool:
        field = self._item._fields.get(key) if isinstance(key, str) else None
        return field is not None and field._given(self._item)

    def __iter__(self) -> Iterator[str]:
        return (key for key, field in self._item._fields.items() if field._given(self._item))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))


class Names(MutableMapping[str, str]):
    """The names of an item by language."""

    __slots__ = ("_item",)

    def __init__(self, item: Item) -> None:
        self._item = item

    def __len__(self) -> int:
        count: int = _prg.item_size(self._item._handle, "name")
        return count

    def __iter__(self) -> Iterator[str]:
        return iter([_prg.item_language_at(self._item._handle, "name", i) for i in range(len(self))])

    def __getitem__(self, language: str) -> str:
        for i, one in enumerate(self):
            if one == language:
                text: str = _prg.item_text_at(self._item._handle, "name", i)
                return text
        raise KeyError(language)

    def __setitem__(self, language: str, text: str) -> None:
        self._put(language, text)

    def __delitem__(self, language: str) -> None:
        if language not in self:
            raise KeyError(language)
        self._put(language, None)

    def _put(self, language: str, text: str | None) -> None:
        with self._item.programme._guard.writing():
            _prg.item_set_translation(self._item._handle, "name", language, text)

    def __repr__(self) -> str:
        return repr(dict(self))


class TextList(MutableSequence[str]):
    """A list of texts of an item."""

    __slots__ = ("_item", "_key")

    def __init__(self, item: Item, key: str) -> None:
        self._item = item
        self._key = key

    def __len__(self) -> int:
        count: int = _prg.item_size(self._item._handle, self._key)
        return count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return [_prg.item_text_at(self._item._handle, self._key, i) for i in range(len(self))][index]

    def __setitem__(self, index: Any, value: Any) -> None:
        texts = list(self)
        texts[index] = value
        self._replace(texts)

    def __delitem__(self, index: Any) -> None:
        texts = list(self)
        del texts[index]
        self._replace(texts)

    def insert(self, index: int, value: str) -> None:
        texts = list(self)
        texts.insert(index, value)
        self._replace(texts)

    def _replace(self, texts: list[str]) -> None:
        for text in texts:
            if not isinstance(text, str):
                raise TypeError(f"a text expected, not {type(text).__name__}")
        with self._item.programme._guard.writing():
            handle = self._item._handle
            same = 0
            while same < min(len(self), len(texts)) and self[same] == texts[same]:
                same += 1
            while len(self) > same:
                _prg.item_take(handle, self._key, len(self) - 1)
            for text in texts[same:]:
                _prg.item_append(handle, self._key, text)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (list, tuple, TextList)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


class ItemList(Sequence[I_co]):
    """A list of items, at every moment as the programme has it. Entries are found by place or by id.

    >>> import libprogram
    >>> plan = libprogram.new("plan")
    >>> for id in "ABC":
    ...     _ = plan.agencies.add(id)
    >>> [agency.id for agency in plan.agencies], plan.agencies[-1].id, plan.agencies["B"].index, "D" in plan.agencies
    (['A', 'B', 'C'], 'C', 1, False)
    """

    __slots__ = ("_item", "_key", "_owned")

    def __init__(self, item: Item, key: str, *, owned: bool) -> None:
        self._item = item
        self._key = key
        self._owned = owned

    def __len__(self) -> int:
        count: int = _prg.item_size(self._item._handle, self._key)
        return count

    def _at(self, index: int) -> I_co:
        return cast(I_co, Item._wrap(self._item.programme, _prg.item_at(self._item._handle, self._key, index)))

    @overload
    def __getitem__(self, index: int | str) -> I_co: ...
    @overload
    def __getitem__(self, index: slice) -> list[I_co]: ...
    def __getitem__(self, index: int | str | slice) -> I_co | list[I_co]:
        if isinstance(index, str):
            item = self.get(index)
            if item is None:
                near = _prg.text_suggest(index, self.ids)
                raise NotFoundError(f"no {index!r} in {self._key}" + (f"; did you mean {near!r}?" if near else ""))
            return cast(I_co, item)
        if isinstance(index, slice):
            return [self._at(i) for i in range(*index.indices(len(self)))]
        length = len(self)
        place = index + length if index < 0 else index
        if not 0 <= place < length:
            raise IndexError(f"place {index} in a list of {length}")
        return self._at(place)

    def get(self, id: str, default: Any = None) -> Any:
        """The entry with that id, else ``default``."""
        handle = self._item._handle
        for i in range(len(self)):
            raw = _prg.item_at(handle, self._key, i)
            if _prg.item_id(raw) == id:
                return Item._wrap(self._item.programme, raw)
        return default

    def __iter__(self) -> Iterator[I_co]:
        index = 0
        while index < len(self):
            yield self._at(index)
            index += 1

    def __contains__(self, value: object) -> bool:
        if isinstance(value, str):
            return self.get(value) is not None
        return any(item == value for item in self)

    @property
    def ids(self) -> list[str]:
        """The ids of the entries, those of things without id left out."""
        return [item.id for item in self if item.id]

    def add(self, id: str | None = None, **fields: Any) -> I_co:
        """Makes a new entry; of a list of references see :meth:`append`. Fields are named as its attributes."""
        if not self._owned:
            raise TypeError(f"{self._key} is a list of references: append() one")
        return cast(I_co, self._item.add(self._key, id, **fields))

    def append(self, item: Item | str) -> None:
        """Appends a reference to an item, which may be given by its id."""
        if self._owned:
            raise TypeError(f"{self._key} owns its entries: add() makes one, move() brings one here")
        with self._item.programme._guard.writing():
            _prg.item_append(self._item._handle, self._key, _id_of(self._item, item))

    def remove(self, item: Item | str | int) -> None:
        """Removes an entry, given by itself, its id or its place: what the list owns with everything that belongs to
        it, of a reference only the reference."""
        entry = item if isinstance(item, Item) else self[item]
        place = self.index(entry)
        if self._owned:
            entry.remove()
        else:
            with self._item.programme._guard.writing():
                _prg.item_take(self._item._handle, self._key, place)

    def clear(self) -> None:
        """Removes every entry."""
        for i in reversed(range(len(self))):
            self.remove(i)

    def to_records(self) -> list[dict[str, Any]]:
        """A dict of plain values for each entry: references are ids, lists of references lists of ids. For a data
        frame: ``pandas.DataFrame(plan.agencies.to_records())``."""
        return [{"id": item.id, **{key: _record(value) for key, value in item.fields.items()}} for item in self]

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (list, tuple, ItemList)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(repr(item) for item in self[:6])
        return f"[{shown}, … {len(self) - 6} more]" if len(self) > 6 else f"[{shown}]"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{escape(item.id)}</td><td>{escape(item.label)}</td>"
                       f"<td>{escape(str(item['kind'] or '')) if 'kind' in item._fields else ''}</td></tr>"
                       for item in self)
        return (f"<table><caption>{escape(self._key)}</caption><thead><tr><th>id</th><th>name</th><th>kind</th></tr>"
                f"</thead><tbody>{rows}</tbody></table>")


def _record(value: Any) -> Any:
    if isinstance(value, Item):
        return value.id or value.to_dict()
    if isinstance(value, (ItemList, TextList)):
        return [_record(one) for one in value]
    return value
