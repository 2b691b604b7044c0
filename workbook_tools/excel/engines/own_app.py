"""What stands for Excel in every engine of our own: it has a number, and keeps what is switched on and off."""
# mypy: disallow-subclassing-any=False

import itertools

from xlwings import base_classes

_numbers = itertools.count(1)


class OwnApp(base_classes.App):
    """Shows no alerts to a program, so they are neither on nor off; nor is it kept from drawing."""

    def __init__(self) -> None:
        self._pid = next(_numbers)
        self._display_alerts, self._screen_updating = False, True

    @property
    def pid(self) -> int:
        """Not a process: a number that tells two apps apart."""
        return self._pid

    @property
    def display_alerts(self) -> bool:
        """Kept for xlwings, which turns alerts off while it saves."""
        return self._display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._display_alerts = value

    @property
    def screen_updating(self) -> bool:
        """Kept for buttons, which turn it off to be quicker; nothing is drawn here, or whatever they say."""
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._screen_updating = value
