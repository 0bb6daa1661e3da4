/*
 * planning.c
 *		How the planner sees the market's tables.
 *
 * A plan that is made while a table has a few rows compares each of them with each of a
 * set, and is kept when there are a hundred thousand: ends of blocks that take an hour.
 * So the planner is told of the tables that grow with every call that they are large.
 * What waits in the others, to be worked off, is few, and stays so.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "optimizer/plancat.h"
#include "utils/lsyscache.h"

#include "core/statement.h"
#include "planning.h"

#define PLANNING_ROWS 100000
#define PLANNING_ROWS_PER_PAGE 40
#define PLANNING_ROWS_PER_INDEX_PAGE 200
#define PLANNING_INDEX_HEIGHT 2	/* levels above the leaves */

static get_relation_info_hook_type next_hook = NULL;

static bool
PlanningGrows(Oid relation)
{
	static const char *const growing[] = {
		"account", "account_balance", "answered_volume", "channel", "context_progress",
		"context_terms", "journal", "pending_claim", "provider_owner", "request_history",
		"request_open", "response", "service_binding"
	};
	char	   *name;
	int			i;

	if (get_rel_namespace(relation) != get_namespace_oid("market", true))
		return false;
	name = get_rel_name(relation);
	for (i = 0; i < lengthof(growing); i++)
		if (strcmp(name, growing[i]) == 0)
			return true;
	return false;
}

static void
PlanningRelationInfo(PlannerInfo *root, Oid relation, bool is_parent, RelOptInfo *rel)
{
	ListCell   *cell;

	if (next_hook != NULL)
		next_hook(root, relation, is_parent, rel);
	if (!statement_by_key || rel->tuples >= PLANNING_ROWS || !PlanningGrows(relation))
		return;
	rel->tuples = PLANNING_ROWS;
	rel->pages = Max(rel->pages, PLANNING_ROWS / PLANNING_ROWS_PER_PAGE);
	foreach(cell, rel->indexlist)
	{
		IndexOptInfo *index = lfirst_node(IndexOptInfo, cell);

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
