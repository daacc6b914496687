// The part of ncurses that Swift cannot import by itself: macros, mutable globals and what hides behind feature macros.
#pragma once
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <curses.h>
#include <langinfo.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <wchar.h>

// glibc hides wcwidth behind _XOPEN_SOURCE, which the importer does not set.
extern int wcwidth(wchar_t c);

// glibc hides these behind _GNU_SOURCE in the same way.
extern int memfd_create(const char *name, unsigned int flags);
extern int pipe2(int ends[2], int flags);
static const unsigned int NC_MFD_CLOEXEC = 1;

// Globals of ncurses: read through functions, because Swift refuses shared mutable state. Main thread only.
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_columns(void) { return COLS; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

// Attributes: NCURSES_BITS casts are too much for the importer.
static const attr_t NC_NORMAL = A_NORMAL;
static const attr_t NC_BOLD = A_BOLD;
static const attr_t NC_DIM = A_DIM;
static const attr_t NC_ITALIC = A_ITALIC;
static const attr_t NC_UNDERLINE = A_UNDERLINE;
static const attr_t NC_REVERSE = A_REVERSE;

// Macros with arguments and masks built from casts.
static inline int nc_key_function(int n) { return KEY_F(n); }
static const mmask_t NC_MOUSE_ALL = ALL_MOUSE_EVENTS;
static const mmask_t NC_MOUSE_PRIMARY_CLICKED = BUTTON1_CLICKED;
static const mmask_t NC_MOUSE_PRIMARY_PRESSED = BUTTON1_PRESSED;
static const mmask_t NC_MOUSE_WHEEL_UP = BUTTON4_PRESSED;
static const mmask_t NC_MOUSE_WHEEL_DOWN = BUTTON5_PRESSED;

// The terminfo entry points, declared here: <term.h> defines hundreds of macros with common names.
extern char *tigetstr(const char *name);
extern int tigetflag(const char *name);
extern int tigetnum(const char *name);

// setcchar takes its extended pair through an untyped pointer; this gives it a type.
static inline int nc_setcchar(cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, (short)(pair < 32767 ? pair : 32767), &pair);
}

// The two ioctl requests as functions: Swift cannot call variadic C.
static inline int nc_window_size(int descriptor, struct winsize *size) { return ioctl(descriptor, TIOCGWINSZ, size); }
static inline int nc_set_window_size(int descriptor, const struct winsize *size) {
  return ioctl(descriptor, TIOCSWINSZ, size);
}
