# What both reports share: values by row and column of a table, and their medians.

# Keep a value of one row of a table, by the name of its column.
function keep(row, column, value)
{
	values[row, column, ++count[row, column]] = value
}

function median(row, column,    n, i, j, swap, sorted)
{
	n = count[row, column]
	for (i = 1; i <= n; i++)
		sorted[i] = values[row, column, i] + 0
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--)
		{
			swap = sorted[j]
			sorted[j] = sorted[j - 1]
			sorted[j - 1] = swap
		}
	return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

# The rows in the order of their first appearance.
function note(list, row)
{
	if (!((list, row) in known))
	{
		known[list, row] = 1
		rows[list, ++row_count[list]] = row
	}
}
