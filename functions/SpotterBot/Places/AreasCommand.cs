using SpotterBot.Preflight;
using SpotterBot.Settings;

namespace SpotterBot.Places;

/// <summary><c>--import-areas</c> and <c>--export-areas</c>: the areas in the store, as a file that a person can edit.</summary>
public sealed class AreasCommand(AreaBook book, SpotterSettings settings, TimeProvider time)
{
    public Task<int> RunAsync(OperatorArguments arguments, TextWriter output) =>
        arguments.Verb == "--export-areas" ? ExportAsync(arguments.File, output) : ImportAsync(arguments, output);

    private async Task<int> ExportAsync(string? file, TextWriter output)
    {
        var areas = await book.ReadAsync();
        var text = AreasCsv.Write(areas);
        if (file is null)
        {
            await output.WriteAsync(text);
            return OperatorCommands.Done;
        }

        await File.WriteAllTextAsync(file, text);
        await output.WriteLineAsync($"{areas.Length} areas are in {file}.");
        return OperatorCommands.Done;
    }

    private async Task<int> ImportAsync(OperatorArguments arguments, TextWriter output)
    {
        if (arguments.File is not { } file || !File.Exists(file))
        {
            await output.WriteLineAsync("There is no such file.");
            return OperatorCommands.NotUnderstood;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (areas, faults) = AreasCsv.Read(await File.ReadAllTextAsync(file), settings.OwnNumbers, today);
        foreach (var fault in faults)
        {
            await output.WriteLineAsync(fault.ToString());
        }

        if (faults.Count > 0)
        {
            await output.WriteLineAsync($"Nothing was imported: {faults.Count} faults in {faults.Select(f => f.Line).Distinct().Count()} lines.");
            return OperatorCommands.Failed;
        }

        foreach (var stale in areas.Where(a => a.IsStale(today)))
        {
            await output.WriteLineAsync($"Warning: nobody has verified the line of {stale.Name} within {Decisions.Places.Area.VerifiedDaysMost} days.");
        }

        if (arguments.DryRun)
        {
            await output.WriteLineAsync($"{areas.Length} areas would be imported.");
            return OperatorCommands.Done;
        }

        await book.ReplaceAsync(areas);
        await output.WriteLineAsync($"{areas.Length} areas were imported. Every running process has them within ten minutes.");
        return OperatorCommands.Done;
    }
}
