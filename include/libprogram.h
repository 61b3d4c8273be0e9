/**
 * @file libprogram.h
 * @brief The whole public interface of libprogram.
 */
#ifndef LIBPROGRAM_H
#define LIBPROGRAM_H

#include "libprogram/common.h"
#include "libprogram/error.h"
#include "libprogram/types.h"

#endif
