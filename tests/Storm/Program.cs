using System.CommandLine;
using Storm;
using Storm.Defects;

var seeds = new Option<int>("--seeds") { Description = "How many seeds to run.", DefaultValueFactory = _ => 200 };
var from = new Option<int>("--from") { Description = "The first of them.", DefaultValueFactory = _ => 1 };
var seed = new Option<int?>("--seed") { Description = "Replays one seed and prints its transcript." };
var defect = new Option<string?>("--defect") { Description = "Applies a deliberate defect; --defects lists them." };
var defects = new Option<bool>("--defects") { Description = "Lists the deliberate defects." };
var threads = new Option<int>("--threads") { Description = "Worlds at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
var crowd = new Option<int>("--crowd") { Description = "Callers in each world who text, answer and are finished, give or take a third, beside four to nine difficult ones. Another crowd makes other worlds of the seeds.", DefaultValueFactory = _ => Runs.UsualCrowd };
var hasSwitch = new Option<bool>("--switch") { Description = "With a messaging service, and so with the dead man's switch: other worlds of the seeds." };
var storm = new RootCommand("The whole service under faults, by seeds that anyone can replay.") { seeds, from, seed, crowd, hasSwitch, defect, defects, threads };
foreach (var positive in (Option<int>[])[seeds, threads, crowd])
{
    positive.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{positive.Name} must be at least 1.");
        }
    });
}

defect.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string?>() is { } name && AllDefects.Named(name) is null)
    {
        result.AddError($"There is no defect {name}; --defects lists them.");
    }
});
storm.SetAction(result =>
{
    if (result.GetValue(defects))
    {
        foreach (var known in AllDefects.List)
        {
            Console.WriteLine($"{known.Name,-28} {known.Summary}");
        }

        return 0;
    }

    var applied = result.GetValue(defect) is { } name ? AllDefects.Named(name) : null;
    var withSwitch = result.GetValue(hasSwitch) || applied is { NeedsSwitch: true };
    return result.GetValue(seed) is { } one
        ? Runs.Replay(one, result.GetValue(crowd), withSwitch, applied)
        : Runs.Many(result.GetValue(from), result.GetValue(seeds), result.GetValue(threads), result.GetValue(crowd), withSwitch, applied);
});
return storm.Parse(args).Invoke();
