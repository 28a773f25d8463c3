using SpotterBot.Roster;
using SpotterBot.Settings;

namespace SpotterBot.Preflight;

/// <summary>Puts the people of a file on the roster; who has one of its numbers already is changed. Nobody is taken off.</summary>
public sealed class ImportRosterCommand(RosterBook roster, SpotterSettings settings)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(OperatorArguments arguments, TextWriter output)
    {
        IReadOnlyList<string> lines;
        try
        {
            lines = await File.ReadAllLinesAsync(arguments.File!);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"The file cannot be read: {fault.Message}");
            return OperatorCommands.Failed;
        }

        var (people, faults) = RosterFile.Read(lines, settings.ReservedNumbers);
        foreach (var fault in faults)
        {
            await output.WriteLineAsync(fault);
        }

        if (faults.Count > 0)
        {
            await output.WriteLineAsync("Nobody was put on the roster.");
            return OperatorCommands.Failed;
        }

        foreach (var person in people)
        {
            var entry = arguments.DryRun ? person : await roster.PutAsync(person, held => RosterEntry.Changed(held, person));
            await output.WriteLineAsync($"{(arguments.DryRun ? "Would put" : "Put")} {entry.Name} on the roster as a {entry.Role}: {entry.Hours}.");
        }

        return OperatorCommands.Done;
    }
}
