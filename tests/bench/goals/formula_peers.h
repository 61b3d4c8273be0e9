/* The formulas of goals 13 and 14 as others compute them: written out by hand in C, a tree that is walked anew for every
 * cell, and LuaJIT. */
#ifndef TESTS_BENCH_FORMULA_PEERS_H
#define TESTS_BENCH_FORMULA_PEERS_H

#include <stddef.h>
#include <stdint.h>

#define FORMULA_COLUMNS 6

/* formula_fused.c: one loop for each formula, by its number, as good as the compiler makes it for this processor. Numbers
 * are integers or doubles. Of columns with gaps also the codes, of which the greater one wins. */
void fused_run(size_t formula, void *out, const int64_t *const columns[FORMULA_COLUMNS], size_t count);
void fused_run_gaps(int64_t *out, uint8_t *out_codes, const int64_t *const columns[FORMULA_COLUMNS],
        const uint8_t *const codes[FORMULA_COLUMNS], size_t count);

/* formula_tree.c: a tree of nodes with a function each; NULL without memory. The text is one of ours, in letters, numbers,
 * parentheses and the four operators. */
struct tree;
struct tree *tree_new(const char *text);
void tree_free(struct tree *tree);
void tree_run(struct tree *tree, double *out, const double *const columns[FORMULA_COLUMNS], size_t count);

/* formula_lua.c: a loop in Lua over arrays of doubles. NULL: not there. */
struct lua;
struct lua *lua_new(const char *text);
void lua_drop(struct lua *lua);
int lua_run(struct lua *lua, double *out, const double *const columns[FORMULA_COLUMNS], size_t count);

#endif
