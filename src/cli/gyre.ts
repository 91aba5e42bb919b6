process.stdout.write("gyre\n");
