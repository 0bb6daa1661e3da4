/*
 * planning.c
 *		How the planner sees the market's tables.
 *
 * A plan that is made while a table has a few rows compares each of them with each of a
 * set, and is kept when there are a hundred thousand: ends of blocks that take an hour.
 * So the planner is told that all tables are large, save those of one row.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "optimizer/plancat.h"
#include "utils/lsyscache.h"

#include "core/statement.h"
#include "planning.h"

#define PLANNING_ROWS 100000
#define PLANNING_ROWS_PER_PAGE 40
#define PLANNING_ROWS_PER_INDEX_PAGE 200
#define PLANNING_INDEX_HEIGHT 2	/* levels above the leaves */

static get_relation_info_hook_type next_hook = NULL;

/* Is it a table of the market that can have many rows? */
static bool
PlanningGrows(Oid relation)
{
	char	   *first;

	if (get_rel_namespace(relation) != get_namespace_oid("market", true) ||
		get_rel_relkind(relation) != RELKIND_RELATION)
		return false;
	first = get_attname(relation, 1, true);
	return first == NULL || strcmp(first, "singleton") != 0;
}

static void
PlanningRelationInfo(PlannerInfo *root, Oid relation, bool is_parent, RelOptInfo *rel)
{
	ListCell   *cell;

	if (next_hook != NULL)
		next_hook(root, relation, is_parent, rel);
	if (!statement_runs || rel->tuples >= PLANNING_ROWS || !PlanningGrows(relation))
		return;
	rel->tuples = PLANNING_ROWS;
	rel->pages = Max(rel->pages, PLANNING_ROWS / PLANNING_ROWS_PER_PAGE);
	/* a trigger of somebody's, which is planned meanwhile, needs no worker for a few rows */
	rel->rel_parallel_workers = 0;
	foreach(cell, rel->indexlist)
	{
		IndexOptInfo *index = lfirst_node(IndexOptInfo, cell);

		if (index->relam != BTREE_AM_OID)
			continue;
		index->tuples = PLANNING_ROWS;
		index->pages = Max(index->pages, PLANNING_ROWS / PLANNING_ROWS_PER_INDEX_PAGE);
		index->tree_height = Max(index->tree_height, PLANNING_INDEX_HEIGHT);
	}
}

void
PlanningInstall(void)
{
	next_hook = get_relation_info_hook;
	get_relation_info_hook = PlanningRelationInfo;
}
