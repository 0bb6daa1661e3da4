# Tables of medians from the lines that bench/run-service collects:
#   call CLIENTS COMMIT CROWD UPDATE DRIVEN_UPDATE CALL RESPOND
#   expire DUE MILLISECONDS MILLISECONDS_OF_UPDATE MILLISECONDS_OF_BARE_STATEMENTS
#   idle CONTEXTS MILLISECONDS MILLISECONDS_OF_UPDATE

$1 == "call" {
	row = $2 " " $3 " " $4
	if ($4 == "separate")
	{
		separate_call[$2, $3] = $7
		separate_respond[$2, $3] = $8
	}
	note("call", row)
	keep(row, "update", $5)
	keep(row, "driven", $6)
	keep(row, "call", $7)
	keep(row, "respond", $8)
	# of measurements that followed each other, so that a busy machine slows all
	keep(row, "of_update", 100 * $8 / $5)
	keep(row, "of_driven", 100 * $8 / $6)
	keep(row, "call_of_separate", 100 * $7 / separate_call[$2, $3])
	keep(row, "respond_of_separate", 100 * $8 / separate_respond[$2, $3])
	next
}

$1 == "expire" || $1 == "idle" {
	note($1, $2)
	keep($1 " " $2, "block", $3)
	keep($1 " " $2, "bare", $4)
	keep($1 " " $2, "ratio", $3 / $4)
	if ($1 == "expire")
	{
		keep("expire " $2, "same", $5)
		keep("expire " $2, "of_same", $3 / $5)
	}
	if ($1 == "idle")
	{
		if (row_count["idle"] == 1)
			fewest = $3
		keep("idle " $2, "of_fewest", $3 / fewest)
	}
}

END {
	print ""
	print "Calls and answers, per second; a crowd is on one provider or one consumer"
	print "(goals: an answer 50 % of an UPDATE, a crowd 80 % of separate ones)"
	print ""
	head = "%8s %7s %9s %9s %10s %8s %10s %9s %9s %9s %10s\n"
	line = "%8s %7s %9s %9.0f %10.0f %8.0f %10.0f %7.0f %% %7.0f %% %7.0f %% %8.0f %%\n"
	printf head, "clients", "commit", "crowd", "UPDATE", "UPDATE", "call_", "respond_", "of the", "by own", "call, of", "answer, of"
	printf head, "", "", "", "pgbench", "own client", "service", "service", "UPDATE", "UPDATE", "separate", "separate"
	for (i = 1; i <= row_count["call"]; i++)
	{
		row = rows["call", i]
		split(row, part, " ")
		printf line, part[1], part[2], part[3], median(row, "update"), median(row, "driven"), median(row, "call"),
			median(row, "respond"), median(row, "of_update"), median(row, "of_driven"),
			median(row, "call_of_separate"), median(row, "respond_of_separate")
	}
	print ""
	print "Requests that time out in one block, against one UPDATE of as many rows (goal: within 3), and against bare"
	print "statements that write the same rows of the market's tables: one UPDATE, one INSERT, one DELETE"
	print ""
	printf "%10s %14s %14s %8s %14s %8s %14s\n", "requests", "end_block, ms", "UPDATE, ms", "ratio", "the three, ms", "ratio", "due per second"
	for (i = 1; i <= row_count["expire"]; i++)
	{
		row = "expire " rows["expire", i]
		printf "%10d %14.0f %14.0f %8.2f %14.0f %8.2f %14.0f\n", rows["expire", i], median(row, "block"), median(row, "bare"),
			median(row, "ratio"), median(row, "same"), median(row, "of_same"), 1000 * rows["expire", i] / median(row, "block")
	}
	print ""
	print "1,000 contexts due, and others that are not (goal: within 1.2 of the fewest)"
	print ""
	printf "%10s %14s %12s\n", "contexts", "end_block, ms", "of the first"
	for (i = 1; i <= row_count["idle"]; i++)
	{
		row = "idle " rows["idle", i]
		printf "%10d %14.1f %12.2f\n", rows["idle", i], median(row, "block"), median(row, "of_fewest")
	}
}
