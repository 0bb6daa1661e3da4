# Tables of medians from the lines that bench/run collects:
#   pay CLIENTS COMMIT RECOVER UPDATE DRIVEN_UPDATE PAY METERED_PAY
#   claim BATCH COMMIT MICROSECONDS

# Recovery needs nothing but the processor: when it differs between rounds, others used it.
function warn(    i, row, j, low, high)
{
	for (i = 1; i <= row_count["pay"]; i++)
	{
		row = rows["pay", i]
		low = high = values[row, "recover", 1]
		for (j = 2; j <= count[row, "recover"]; j++)
		{
			low = values[row, "recover", j] < low ? values[row, "recover", j] : low
			high = values[row, "recover", j] > high ? values[row, "recover", j] : high
		}
		if (high > 1.25 * low)
		{
			print ""
			printf "Disturbed: with %d clients, recovery ranged from %.0f to %.0f. ", row, low, high
			print "Other work took the processor; the ratios mean little."
			return
		}
	}
}

$1 == "pay" {
	row = $2 " " $3
	limit = 1 / (1 / $4 + 1 / $5)
	note("pay", row)
	keep(row, "recover", $4)
	keep(row, "update", $5)
	keep(row, "driven", $6)
	keep(row, "limit", limit)
	keep(row, "pay", $7)
	keep(row, "metered", $8)
	# of measurements that followed each other, so that a busy machine slows all
	keep(row, "reached", 100 * $7 / limit)
	keep(row, "reached_driven", 100 * $7 * (1 / $4 + 1 / $6))
	keep(row, "reached_metered", 100 * $8 / limit)
	next
}

$1 == "claim" {
	note("claim", $2)
	keep("claim " $2, $3, $4)
}

END {
	print ""
	print "Paid calls, per second, clients on separate channels (goal: 80 % of the limit)"
	print ""
	head = "%8s %8s %10s %10s %10s %10s %10s %9s %9s %10s %9s\n"
	line = "%8s %8s %10.0f %10.0f %10.0f %10.0f %10.0f %7.0f %% %7.0f %% %10.0f %7.0f %%\n"
	printf head, "clients", "commit", "recovery", "UPDATE", "UPDATE", "limit", "authorize_", "of the", "by own",
		"with", "of the"
	printf head, "", "", "", "pgbench", "own client", "", "payment", "limit", "UPDATE", "metering", "limit"
	for (i = 1; i <= row_count["pay"]; i++)
	{
		row = rows["pay", i]
		split(row, part, " ")
		printf line, part[1], part[2], median(row, "recover"), median(row, "update"),
			median(row, "driven"), median(row, "limit"), median(row, "pay"),
			median(row, "reached"), median(row, "reached_driven"),
			median(row, "metered"), median(row, "reached_metered")
	}
	warn()
	print ""
	print "claim_channels, microseconds per claim, one client"
	print ""
	printf "%12s %12s %12s\n", "claims/call", "commit off", "commit on"
	for (i = 1; i <= row_count["claim"]; i++)
	{
		row = "claim " rows["claim", i]
		printf "%12s %12.1f %12.1f\n", rows["claim", i], median(row, "off"), median(row, "on")
	}
}
