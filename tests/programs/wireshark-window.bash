# Functions to run Wireshark with the plugin on a screen of its own. Needs xvfb, xdotool, imagemagick, xclip and wireshark.
# The caller sets as_user to the path of as-user.
#
# SPDX-License-Identifier: GPL-2.0-or-later

width=1400
height=900

# open_screen: starts an X server that nobody sees, and sets DISPLAY.
open_screen() {
    exec {display_pipe}<> <(:)
    Xvfb -displayfd "$display_pipe" -screen 0 "${width}x${height}x24" -nolisten tcp 2>/dev/null &
    screen_pid=$!
    read -r -u "$display_pipe" display
    export DISPLAY=":$display" QT_QPA_PLATFORM=xcb
}

close_screen() {
    kill "$screen_pid"
}

# open_wireshark LOG CAPTURE [ARGUMENT...]: waits until the window with the capture is there, and lets it fill the screen.
open_wireshark() {
    local log=$1 capture=$2 window
    shift 2
    "$as_user" wireshark -r "captures/$capture" -C 'SIP Troubleshooting' -o gui.update.enabled:FALSE -o gui.layout_type:1 \
        -o gui.layout_content_3:NONE "$@" 2>"$log" &
    wireshark_job=$!
    window=$(timeout 60 xdotool search --sync --onlyvisible --name "^$capture" | head -n 1)
    xdotool windowsize --sync "$window" "$width" "$height" windowmove "$window" 0 0
    sleep 3
}

# as-user ends when the program it runs does; that one owns the window.
close_wireshark() {
    local window
    for window in $(xdotool search --onlyvisible --name '.' 2>/dev/null); do
        kill "$(xdotool getwindowpid "$window")" 2>/dev/null || true
    done
    wait "$wireshark_job" || true
}

keys() {
    local key
    for key in "$@"; do
        xdotool key "$key"
        sleep 0.5
    done
}

click() {
    xdotool mousemove "$1" "$2" click 1
    sleep 1
}

# Opens the last line of the packet details, which is SIP Expert's.
expand_annotation() {
    click 400 700
    keys End Right Next
}
