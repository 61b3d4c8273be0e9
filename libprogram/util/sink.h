/* Where output goes; all of it is public, see libprogram/sink.h. */
#ifndef PRG__SINK_H
#define PRG__SINK_H

#include <libprogram/sink.h>

#include "buf.h"

#endif
