"""The figures of a place that indicators of a population are measured against."""

from typing import Annotated, Final

from socorg_rules.problems import Text
from socorg_rules.records.model import RecordModel
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import Count, Day, DivisionCode

PLACE_TABLE_NAMES: Final = ("places", "地区")
"""What the table of these figures is called; it describes the place of a population, no organization of it."""


class PlaceFigures(RecordModel):
    """What was counted in one division on one day (地区); later counts don't exist before their day."""

    division: Annotated[
        DivisionCode,
        about(
            Text("行政区划代码", "Division"),
            Text("地区的六位行政区划代码（GB/T 2260）", "Six-digit GB/T 2260 code of the place"),
        ),
    ]
    counted_on: Annotated[
        Day, about(Text("统计日期", "Counted on"), Text("数字所属的日期", "Day that the figures belong to"))
    ]
    residents: Annotated[
        Count | None,
        about(Text("常住人口", "Residents"), Text("常住人口数", "Number of residents"), Absent.UNKNOWN),
    ] = None
    urban_communities: Annotated[
        Count | None,
        about(
            Text("城市社区数", "Urban communities"), Text("城市社区个数", "Number of urban communities"), Absent.UNKNOWN
        ),
    ] = None
    rural_communities: Annotated[
        Count | None,
        about(
            Text("农村社区数", "Rural communities"), Text("农村社区个数", "Number of rural communities"), Absent.UNKNOWN
        ),
    ] = None
    townships: Annotated[
        Count | None,
        about(
            Text("乡镇街道数", "Townships"),
            Text("乡镇和街道个数", "Number of townships and street offices"),
            Absent.UNKNOWN,
        ),
    ] = None
    volunteers: Annotated[
        Count | None,
        about(
            Text("注册志愿者数", "Volunteers"),
            Text("注册志愿者人数", "Number of registered volunteers"),
            Absent.UNKNOWN,
        ),
    ] = None
    volunteer_organizations: Annotated[
        Count | None,
        about(
            Text("志愿服务组织数", "Volunteer organizations"),
            Text("志愿服务组织个数", "Number of volunteer service organizations"),
            Absent.UNKNOWN,
        ),
    ] = None
