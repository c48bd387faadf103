"""Who governs an organization: its board, its supervisors and its legal representative."""

from typing import Annotated

from socorg_rules.problems import Text
from socorg_rules.records.nature import Nature
from socorg_rules.records.specs import Absent, about
from socorg_rules.records.values import Count, Flag


class Governance(Nature):
    """The fields about an organization's organs, beside those about its nature."""

    private_funding: Annotated[
        Flag | None,
        about(
            Text("私人财产设立", "Private funding"),
            Text("基金会是否使用私人财产设立", "Whether a foundation was set up with the property of private persons"),
            Absent.UNKNOWN,
        ),
    ] = None
    board_members: Annotated[
        Count | None,
        about(
            Text("理事人数", "Board members"), Text("现任理事的人数", "Number of members of the board"), Absent.UNKNOWN
        ),
    ] = None
    related_board_members: Annotated[
        Count | None,
        about(
            Text("有近亲属关系的理事人数", "Related board members"),
            Text("相互间有近亲属关系的理事人数", "Number of members of the board who are close relatives of others"),
            Absent.UNKNOWN,
        ),
    ] = None
    paid_board_members: Annotated[
        Count | None,
        about(
            Text("领取报酬的理事人数", "Paid board members"),
            Text("在基金会领取报酬的理事人数", "Number of members of the board whom the foundation pays"),
            Absent.UNKNOWN,
        ),
    ] = None
    overseas_board_members: Annotated[
        Count | None,
        about(
            Text("非内地居民理事人数", "Overseas board members"),
            Text("非内地居民的理事人数", "Number of members of the board who are no residents of the mainland"),
            Absent.UNKNOWN,
        ),
    ] = None
    same_source_board_members: Annotated[
        Count | None,
        about(
            Text("同一来源理事人数", "Board members of one source"),
            Text(
                "来自同一组织以及相互间存在关联关系组织的理事人数（最多的一组）",
                "Number of members of the board from one organization or from organizations related to each other "
                "(the largest such group)",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    full_time_secretary_general: Annotated[
        Flag | None,
        about(
            Text("秘书长专职", "Full-time secretary-general"),
            Text("秘书长是否专职", "Whether the secretary-general works full time"),
            Absent.UNKNOWN,
        ),
    ] = None
    chair_is_secretary_general: Annotated[
        Flag | None,
        about(
            Text("理事长兼任秘书长", "Chair is secretary-general"),
            Text("理事长是否兼任秘书长", "Whether the chair of the board is also its secretary-general"),
            Absent.UNKNOWN,
        ),
    ] = None
    internal_systems: Annotated[
        Count | None,
        about(
            Text("内部管理制度数", "Internal systems"),
            Text(
                "已建立的内部管理制度（财务、项目等）的个数",
                "Number of internal systems (finance, projects and the like) that it has set up",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    board_supervisors: Annotated[
        Count | None,
        about(
            Text("监事人数", "Board supervisors"),
            Text("现任监事的人数", "Number of supervisors of the board"),
            Absent.UNKNOWN,
        ),
    ] = None
    overseas_representative: Annotated[
        Flag | None,
        about(
            Text("境外法定代表人", "Overseas legal representative"),
            Text(
                "法定代表人（申请中的为拟任人选）是否由非内地居民担任",
                "Whether the legal representative, or who is to be, is no resident of the mainland",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
    representative_elsewhere: Annotated[
        Flag | None,
        about(
            Text("法定代表人兼任", "Legal representative elsewhere"),
            Text(
                "法定代表人是否同时担任其他同类组织（基金会为其他组织）的法定代表人",
                "Whether the legal representative is also that of another group (of a foundation: of another "
                "organization)",
            ),
            Absent.UNKNOWN,
        ),
    ] = None
