return await SpotterBot.SpotterProgram.RunAsync(args);
