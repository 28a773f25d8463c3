using Exploration.Model;
using Exploration.Search;

if (args.Contains("--help"))
{
    Console.WriteLine("Explores every path of the decisions. --depth N (6), --states N (300000), --faults N (0), --alphabet ladder|outage|case|line|everything, --story PART of a name, --list");
    return 0;
}

if (args.Contains("--list"))
{
    foreach (var story in Story.All)
    {
        Console.WriteLine(story.Name);
    }

    return 0;
}

var alphabet = Text("alphabet", "everything") switch
{
    "ladder" => Alphabet.Ladder,
    "outage" => Alphabet.Outage,
    "case" => Alphabet.Case,
    "line" => Alphabet.Line,
    "everything" => Alphabet.Everything,
    var other => throw new ArgumentException($"There is no alphabet {other}: ladder, outage, case, line or everything."),
};
var bounds = new Bounds(Number("depth", 6), Number("states", 300_000), Number("faults", 0));
var wanted = Text("story", "");
var (states, transitions, violations, closed) = (0L, 0L, 0, 0);
var chosen = Story.All.Where(s => s.Name.Contains(wanted, StringComparison.Ordinal)).ToList();
var began = TimeProvider.System.GetTimestamp();
var shown = began;
foreach (var story in chosen)
{
    var found = new Explorer(Core.Product, story, alphabet, bounds, TimeProvider.System, Show).Run();
    Console.WriteLine(found.Summary);
    foreach (var line in found.Broken ?? [])
    {
        Console.WriteLine(line);
    }

    states += found.States;
    transitions += found.Transitions;
    violations += found.Why is null ? 0 : 1;
    closed += found.Closed ? 1 : 0;
}

Console.WriteLine($"stories={chosen.Count} closed={closed} states={states} transitions={transitions} seconds={TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} violations={violations}");
return violations == 0 && chosen.Count > 0 ? 0 : 1;

void Show(Progress progress)
{
    if (TimeProvider.System.GetElapsedTime(shown) < TimeSpan.FromSeconds(5))
    {
        return;
    }

    shown = TimeProvider.System.GetTimestamp();
    Console.Error.WriteLine($"{progress.Story}: depth {progress.Depth}, {progress.States} states, {progress.Frontier} to look at, {progress.States / progress.Elapsed.TotalSeconds:F0} states a second");
}

string Text(string name, string otherwise)
{
    var at = Array.IndexOf(args, "--" + name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}

int Number(string name, int otherwise) => int.TryParse(Text(name, ""), out var number) && number >= 0 ? number : otherwise;
