# Functions to run Wireshark with the plugin on a screen of its own. Needs xvfb, xdotool, imagemagick, xclip and wireshark.
# The caller sets as_user to the path of as-user.
#
# SPDX-License-Identifier: GPL-2.0-or-later

width=1400
height=900

# Nothing is waited for longer.
xdotool() {
    timeout 30 xdotool "$@"
}

# open_screen: starts an X server that nobody sees, and sets DISPLAY.
open_screen() {
    exec {display_pipe}<> <(:)
    Xvfb -displayfd "$display_pipe" -screen 0 "${width}x${height}x24" -nolisten tcp 2>/dev/null &
    screen_pid=$!
    read -r -t 30 -u "$display_pipe" display
    export DISPLAY=":$display" QT_QPA_PLATFORM=xcb
}

close_screen() {
    kill "$screen_pid"
}

# open_wireshark LOG CAPTURE [ARGUMENT...]: waits until the window with the capture is there, and lets it fill the screen. Sets main.
open_wireshark() {
    local log=$1 capture=$2
    shift 2
    "$as_user" wireshark -r "captures/$capture" -C 'SIP Troubleshooting' -o gui.update.enabled:FALSE "$@" 2>"$log" &
    wireshark_job=$!
    main=$(window_named "^$(basename "$capture")")
    xdotool windowsize --sync "$main" "$width" "$height" windowmove "$main" 0 0
    sleep 3
}

# The window with that name, which may yet have to come. A search fails when another window goes meanwhile.
window_named() {
    local i found
    for ((i = 0; i < 120; i++)); do
        found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1)
        if [ -n "$found" ]; then
            echo "$found"
            return
        fi
        sleep 0.5
    done
    return 1
}

# as-user ends when the program it runs does; that one owns the windows. A program that does not end is ended.
close_wireshark() {
    local window process i
    for window in $(xdotool search --onlyvisible --name '.' 2>/dev/null); do
        process=$(xdotool getwindowpid "$window" 2>/dev/null) || continue
        kill "$process" 2>/dev/null || true
    done
    for ((i = 0; i < 100; i++)); do
        kill -0 "$wireshark_job" 2>/dev/null || break
        sleep 0.2
    done
    if [ -n "${process:-}" ] && kill -0 "$wireshark_job" 2>/dev/null; then
        kill -9 "$process" || true
    fi
    wait "$wireshark_job" || true
}

# menu LETTER [KEY...]: opens the menu with that underlined letter in the main window, and goes on with the keys.
menu() {
    xdotool windowfocus --sync "$main"
    sleep 0.5
    keys "alt+$1" "${@:2}"
}

clear_copied() {
    timeout 20 xclip -selection clipboard /dev/null >/dev/null
}

# copied: what was copied since clear_copied.
copied() {
    timeout 20 xclip -o -selection clipboard
}

# place WINDOW WIDTH HEIGHT X Y
place() {
    xdotool windowsize --sync "$1" "$2" "$3" windowmove "$1" "$4" "$5" windowraise "$1"
    sleep 1
}

# click_in WINDOW X Y: clicks at a place of a window; a negative one counts from its right or its bottom.
click_in() {
    local x=$2 y=$3 WINDOW X Y WIDTH HEIGHT SCREEN # xdotool names them so
    eval "$(xdotool getwindowgeometry --shell "$1")"
    if [ "$x" -lt 0 ]; then x=$((WIDTH + x)); fi
    if [ "$y" -lt 0 ]; then y=$((HEIGHT + y)); fi
    xdotool windowraise "$1" mousemove --window "$1" "$x" "$y" click 1
    sleep 0.5
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

# complaints LOG: what Wireshark said on standard error, but for what it says without any plugin: where there is no wireless network and no
# session, and in 4.6 whenever it closes a window of text or a question.
complaints() {
    grep -vE '^nl80211 not found|XDG_RUNTIME_DIR|disconnects from destroyed signal of Funnel(Text|String)Dialog' "$1"
}

# Opens the last line of the packet details, which is SIP Expert's.
expand_annotation() {
    click 400 700
    keys End Right Next
}
