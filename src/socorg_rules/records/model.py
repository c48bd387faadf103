"""What all record models have in common: frozen, nothing extra, English and Chinese field names."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema


class RecordModel(BaseModel):
    """Base of the organization, its events, and the figures of a place."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, loc_by_alias=False)

    @classmethod
    def model_json_schema(
        cls,
        by_alias: bool | None = False,
        ref_template: str = "#/$defs/{model}",
        schema_generator: type[GenerateJsonSchema] = GenerateJsonSchema,
        mode: JsonSchemaMode = "validation",
        **options: Any,
    ) -> dict[str, Any]:
        """JSON Schema (draft 2020-12) under the English names; the Chinese ones are accepted besides.

        Every field has its title and description in both languages, ``x-zh`` (its Chinese name) and ``x-absent``
        (what a missing or null value means: ``none``, ``unknown`` or ``required``).
        """
        return super().model_json_schema(by_alias, ref_template, schema_generator, mode, **options)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler.resolve_ref_schema(handler(schema))
        properties = described["properties"]
        aliases = {name: field["x-zh"] for name, field in properties.items()}
        required = described.pop("required", [])
        if required:
            described["allOf"] = [{"oneOf": [{"required": [name]}, {"required": [aliases[name]]}]} for name in required]
        properties.update({alias: deepcopy(properties[name]) for name, alias in aliases.items()})
        return described


class Event(RecordModel):
    """Something that happened to an organization; ``dated_by`` names the dates that decide when it is visible."""

    dated_by: ClassVar[tuple[str, ...]]
