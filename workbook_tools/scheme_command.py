"""The command `scheme`: lists, shows and validates councils' rules."""

import argparse
import json

from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.schemes.describe import describe
from workbook_tools.schemes.describe_layout import describe_layout
from workbook_tools.schemes.describe_meetings import describe_meetings
from workbook_tools.schemes.describe_privacy import describe_privacy
from workbook_tools.schemes.load import json_schema, list_schemes, load_scheme, scheme_problems


def add_actions(parser: argparse.ArgumentParser) -> None:
    """The command's actions with their arguments."""
    actions = parser.add_subparsers(metavar="list|show|validate|schema", required=True)
    actions.add_parser("list", help="the shipped schemes").set_defaults(run=_list)
    show = actions.add_parser("show", help="a scheme's rules in words, with their sources")
    show.add_argument("name", help="a shipped scheme or a TOML file")
    show.set_defaults(run=_show)
    validate = actions.add_parser("validate", help="check a scheme's TOML file")
    validate.add_argument("names", nargs="+", metavar="NAME", help="a shipped scheme or a TOML file")
    validate.set_defaults(run=_validate)
    actions.add_parser("schema", help="print the JSON Schema of the files").set_defaults(run=_schema)


def _list(_: argparse.Namespace) -> int:
    for name in list_schemes():
        scheme = load_scheme(name)
        print(f"{name}: {scheme.council}, version {scheme.version}")
    return DONE


def _show(options: argparse.Namespace) -> int:
    scheme = load_scheme(options.name)
    print(f"{scheme.council} ({scheme.name}, version {scheme.version})")
    topic = ""
    described = (*describe(scheme), *describe_privacy(scheme), *describe_layout(scheme), *describe_meetings(scheme))
    for rule in described:
        if rule.topic != topic:
            topic = rule.topic
            print(f"\n{topic}")
        print(f"  - {rule.words}{' [assumed]' if rule.assumed else ''}")
        if rule.document:
            print(f"      Source: {rule.document}")
        if rule.note:
            print(f"      Note: {rule.note}")
    return DONE


def _validate(options: argparse.Namespace) -> int:
    problems = {name: scheme_problems(name) for name in options.names}
    for name, found in problems.items():
        print("\n".join(found) or f"{name}: in order")
    return ERRORS_FOUND if any(problems.values()) else DONE


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(json_schema(), indent=2))
    return DONE
