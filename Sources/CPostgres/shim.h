#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h> // Debian
#else
#include <libpq-fe.h>
#endif
