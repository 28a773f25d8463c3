using System.Diagnostics;
using Storm;

var seed = int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
var many = int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
var clock = Stopwatch.StartNew();
var sessions = 0;
for (var i = seed; i < seed + many; i++)
{
    using var world = new World(i, null, args.Length > 2);
    var outcome = world.Run();
    sessions += outcome.Sessions;
    Console.WriteLine($"{i} {outcome.Kind} sessions={outcome.Sessions} faults={outcome.Faults.Values.Sum()} {clock.Elapsed.TotalSeconds:0.0}s longest={outcome.LongestToHelp.TotalSeconds:0} {outcome.LongestToHelpInCalm.TotalSeconds:0} webhooks={world.Referee.Webhooks} rest={world.Network.RestRequests.Count} saves={world.Tickets.Add(null!)} ended {world.Now:HH:mm} {world.Fingerprint:x}");
    if (args.Length > 2) File.WriteAllText(args[2], world.Transcript());
    foreach (var v in outcome.Violations) Console.WriteLine("   " + v);
}

Console.WriteLine($"{sessions / clock.Elapsed.TotalSeconds:0} sessions/s");
