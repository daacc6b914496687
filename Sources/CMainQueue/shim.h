// What a run loop needs to serve the main queue of Dispatch, as Foundation's does; the public headers leave it out.
#pragma once

// A descriptor that can be read while the main queue has work.
extern int _dispatch_get_main_queue_handle_4CF(void);
// Does the work of the main queue; only the first thread may call it.
extern void _dispatch_main_queue_callback_4CF(void *unused);

static inline int main_queue_handle(void) { return _dispatch_get_main_queue_handle_4CF(); }
static inline void main_queue_drain(void) { _dispatch_main_queue_callback_4CF(0); }
