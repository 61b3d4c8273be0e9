/* LuaJIT: a loop over arrays of doubles, compiled while it runs. Without it, nothing. */
#include "goals/formula_peers.h"

#ifdef HAVE_LUAJIT
#include <stdio.h>
#include <stdlib.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

struct lua {
        lua_State *state;
};

struct lua *lua_new(const char *text)
{
        char program[2000];
        struct lua *lua = calloc(1, sizeof *lua);
        if (lua == NULL || (lua->state = luaL_newstate()) == NULL) {
                free(lua);
                return NULL;
        }
        luaL_openlibs(lua->state);
        int column = 0, length = snprintf(program, sizeof program,
                "local ffi = require 'ffi'\n"
                "return function(out, a, b, c, d, e, f, count)\n"
                "  local p = 'double *'\n"
                "  out, a, b, c, d, e, f = ffi.cast(p, out), ffi.cast(p, a), ffi.cast(p, b), ffi.cast(p, c), ffi.cast(p, d),\n"
                "    ffi.cast(p, e), ffi.cast(p, f)\n"
                "  for i = 0, count - 1 do out[i] = ");
        for (; *text; text++) {
                column = *text >= 'a' && *text <= 'f';
                length += snprintf(program + length, sizeof program - (size_t)length, column ? "%c[i]" : "%c", *text);
        }
        snprintf(program + length, sizeof program - (size_t)length, " end\nend");
        if (luaL_dostring(lua->state, program) != 0) {
                fprintf(stderr, "goals_formula: LuaJIT: %s\n", lua_tostring(lua->state, -1));
                lua_drop(lua);
                return NULL;
        }
        return lua;
}

void lua_drop(struct lua *lua)
{
        lua_close(lua->state);
        free(lua);
}

int lua_run(struct lua *lua, double *out, const double *const columns[FORMULA_COLUMNS], size_t count)
{
        lua_pushvalue(lua->state, -1);
        lua_pushlightuserdata(lua->state, out);
        for (size_t i = 0; i < FORMULA_COLUMNS; i++)
                lua_pushlightuserdata(lua->state, (void *)(uintptr_t)columns[i]);
        lua_pushinteger(lua->state, (lua_Integer)count);
        return lua_pcall(lua->state, 2 + FORMULA_COLUMNS, 0, 0);
}
#else
struct lua *lua_new(const char *text)
{
        (void)text;
        return NULL;
}

void lua_drop(struct lua *lua)
{
        (void)lua;
}

int lua_run(struct lua *lua, double *out, const double *const columns[FORMULA_COLUMNS], size_t count)
{
        (void)lua, (void)out, (void)columns, (void)count;
        return -1;
}
#endif
