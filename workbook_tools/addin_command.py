"""The command `addin`: puts Excel's add-in in place, takes it away, says what is the matter, or only builds the files."""

import argparse
import json
from pathlib import Path

from workbook_tools.exit_codes import DONE, ERRORS_FOUND


def add_actions(parser: argparse.ArgumentParser) -> None:
    """The command's actions with their arguments."""
    actions = parser.add_subparsers(metavar="install|remove|doctor|build", required=True)
    install = actions.add_parser("install", help="put the add-in where Excel loads it, and record this Python for its buttons")
    install.add_argument("--signed", type=Path, metavar="FILE", help="the copy of the add-in that was signed, in place of ours")
    install.add_argument("--quiet", action="store_true", help="print errors only")
    install.set_defaults(run=_install)
    remove = actions.add_parser("remove", help="take away what install has written")
    remove.add_argument("--quiet", action="store_true", help="print errors only")
    remove.set_defaults(run=_remove)
    doctor = actions.add_parser("doctor", help="look at all that the buttons need, and say what to do")
    doctor.add_argument("--json", action="store_true", help="print the result as one JSON object")
    doctor.set_defaults(run=_doctor)
    build = actions.add_parser("build", help="write the add-in and the control workbook into a folder")
    build.add_argument("folder", type=Path, metavar="FOLDER", help="for both files; made if it is not there")
    build.add_argument(
        "--buttons-for",
        choices=("excel", "libreoffice"),
        default="excel",
        help="the program that the control workbook is used in (default: excel)",
    )
    build.add_argument("--quiet", action="store_true", help="print errors only")
    build.set_defaults(run=_build)


def _install(options: argparse.Namespace) -> int:
    from workbook_tools.excel import places  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.installing import addin, parts  # noqa: PLC0415 - likewise

    here = places.places()
    built = parts.build_parts(here)
    chosen = parts.with_signed(built, options.signed) if options.signed else built
    return _say(addin.install(here, chosen, addin.this_python()), options)


def _remove(options: argparse.Namespace) -> int:
    from workbook_tools.excel import places  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.installing import addin  # noqa: PLC0415 - likewise

    return _say(addin.remove(places.places()), options)


def _build(options: argparse.Namespace) -> int:
    from workbook_tools.excel.installing import addin, parts  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.macros.macro_texts import Host  # noqa: PLC0415 - likewise

    host = Host(options.buttons_for)
    name, content = parts.build_addin_for(host)
    return _say(addin.build(options.folder, content, parts.build_control(host), name), options)


def _doctor(options: argparse.Namespace) -> int:
    from workbook_tools.excel import places  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.installing import doctor, parts  # noqa: PLC0415 - likewise
    from workbook_tools.excel.installing.diagnosis import State  # noqa: PLC0415

    here = places.places()
    found = doctor.examine(here, lambda: parts.build_parts(here))
    if options.json:
        print(json.dumps(doctor.to_json(found), ensure_ascii=False, indent=1))
    else:
        for line in doctor.lines_of(found):
            print(line)
    return ERRORS_FOUND if any(one.state is State.PROBLEM for one in found) else DONE


def _say(lines: tuple[str, ...], options: argparse.Namespace) -> int:
    for line in lines:
        if not options.quiet:
            print(line)
    return DONE
