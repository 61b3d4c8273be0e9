/* The usual small evaluator: a tree of nodes, each a constant, a variable or a function of two, walked for every cell. */
#include "goals/formula_peers.h"

#include <stdlib.h>

typedef double function(double a, double b);

struct node {
        function *call;       /* NULL: a constant or a variable */
        const double *variable;
        double constant;
        struct node *parts[2];
};

struct tree {
        double variables[FORMULA_COLUMNS];
        struct node nodes[64];
        size_t count;
        const char *at;
};

static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divide(double a, double b) { return a / b; }

static struct node *sum(struct tree *tree);

static char sign(struct tree *tree)
{
        while (*tree->at == ' ')
                tree->at++;
        return *tree->at;
}

static struct node *primary(struct tree *tree)
{
        struct node *node;
        if (sign(tree) == '(') {
                tree->at++;
                node = sum(tree);
                sign(tree);
                tree->at++;
                return node;
        }
        node = &tree->nodes[tree->count++];
        if (*tree->at >= 'a' && *tree->at <= 'f')
                node->variable = &tree->variables[*tree->at++ - 'a'];
        else
                while (*tree->at >= '0' && *tree->at <= '9')
                        node->constant = node->constant * 10 + (*tree->at++ - '0');
        return node;
}

static struct node *join(struct tree *tree, function *call, struct node *left, struct node *right)
{
        struct node *node = &tree->nodes[tree->count++];
        node->call = call;
        node->parts[0] = left;
        node->parts[1] = right;
        return node;
}

static struct node *product(struct tree *tree)
{
        struct node *left = primary(tree);
        while (sign(tree) == '*' || *tree->at == '/') {
                function *call = *tree->at++ == '*' ? multiply : divide;
                left = join(tree, call, left, primary(tree));
        }
        return left;
}

static struct node *sum(struct tree *tree)
{
        struct node *left = product(tree);
        while (sign(tree) == '+' || *tree->at == '-') {
                function *call = *tree->at++ == '+' ? add : subtract;
                left = join(tree, call, left, product(tree));
        }
        return left;
}

struct tree *tree_new(const char *text)
{
        struct tree *tree = calloc(1, sizeof *tree);
        if (tree == NULL)
                return NULL;
        tree->at = text;
        sum(tree); /* the root is the last node, for all our formulas end with an operator */
        return tree;
}

void tree_free(struct tree *tree)
{
        free(tree);
}

static double evaluate(const struct node *node)
{
        if (node->call)
                return node->call(evaluate(node->parts[0]), evaluate(node->parts[1]));
        return node->variable ? *node->variable : node->constant;
}

void tree_run(struct tree *tree, double *out, const double *const columns[FORMULA_COLUMNS], size_t count)
{
        for (size_t i = 0; i < count; i++) {
                for (size_t k = 0; k < FORMULA_COLUMNS; k++)
                        tree->variables[k] = columns[k][i];
                out[i] = evaluate(&tree->nodes[tree->count - 1]);
        }
}
