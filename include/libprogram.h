/**
 * @file libprogram.h
 * @brief The whole public interface of libprogram.
 */
#ifndef LIBPROGRAM_H
#define LIBPROGRAM_H

#include "libprogram/area.h"
#include "libprogram/arrow.h"
#include "libprogram/buf.h"
#include "libprogram/calendar.h"
#include "libprogram/codec.h"
#include "libprogram/common.h"
#include "libprogram/compute.h"
#include "libprogram/data.h"
#include "libprogram/date.h"
#include "libprogram/deadline.h"
#include "libprogram/decimal.h"
#include "libprogram/duties.h"
#include "libprogram/error.h"
#include "libprogram/formula.h"
#include "libprogram/explain.h"
#include "libprogram/icalendar.h"
#include "libprogram/holidays.h"
#include "libprogram/item.h"
#include "libprogram/log.h"
#include "libprogram/period.h"
#include "libprogram/programme.h"
#include "libprogram/query.h"
#include "libprogram/report.h"
#include "libprogram/responsibility.h"
#include "libprogram/sink.h"
#include "libprogram/succession.h"
#include "libprogram/table.h"
#include "libprogram/task.h"
#include "libprogram/text.h"
#include "libprogram/timing.h"
#include "libprogram/types.h"
#include "libprogram/values.h"
#include "libprogram/version.h"

#endif
