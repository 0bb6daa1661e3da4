/*
 * planning.h
 *		How the planner sees the market's tables.
 */
#ifndef MARKET_PLANNING_H
#define MARKET_PLANNING_H

#include "postgres.h"

/*
 * Have the statements of core/statement.h planned as if all tables had many rows already;
 * once, when the library is loaded.
 */
extern void PlanningInstall(void);

#endif							/* MARKET_PLANNING_H */
