# A table of medians from the lines that bench/run-audit collects:
#   WHAT|ROWS|SECONDS|SECONDS_OF_COUNT

BEGIN {
	FS = "|"
}

{
	note("audit", $1)
	keep($1, "rows", $2)
	keep($1, "seconds", $3)
	keep($1, "bare", $4)
	keep($1, "ratio", $4 > 0 ? $3 / $4 : 0)
}

END {
	print ""
	print "Audits and reports, beside a count(*) of the tables that they read"
	print ""
	printf "%-30s %12s %10s %10s %8s\n", "", "rows", "seconds", "count(*)", "ratio"
	for (i = 1; i <= row_count["audit"]; i++)
	{
		row = rows["audit", i]
		printf "%-30s %12d %10.3f %10.3f %8.1f\n", row, median(row, "rows"), median(row, "seconds"), median(row, "bare"),
			median(row, "ratio")
	}
}
