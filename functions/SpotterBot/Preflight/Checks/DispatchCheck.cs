using SpotterBot.Decisions.Places;
using SpotterBot.Places;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>Every dispatch line is a number that can be dialled, and a human has rung it lately.</summary>
public sealed class DispatchCheck(AreaBook book, DialGuard guard, TimeProvider time) : IPreflightCheck
{
    public string Name => "dispatch";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var areas = await book.ReadOrSettingsAsync();
        if (areas.IsEmpty)
        {
            yield return Finding.Warning(
                "No area has a dispatch line: EMS is never rung, and every caller is told so.",
                "Agree with a dispatch centre on its direct line and set Places__Areas__0, or import a file of areas");
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var area in areas)
        {
            var days = area.VerifiedOn is { } on ? today.DayNumber - on.DayNumber : (int?)null;
            yield return area switch
            {
                _ when area.Lines.Any(line => guard.Refuses(line) is not null) =>
                    Finding.Blocking($"{area.Name}: its dispatch line cannot be dialled.", "Write the desk's own line in E.164"),
                _ when days is null =>
                    Finding.Blocking($"{area.Name}: nobody has verified its dispatch line.", "Ring it, agree with the desk, and set VerifiedOn to the day you did"),

                // Elsewhere it may be tomorrow already.
                _ when days is < -1 => Finding.Blocking($"{area.Name}: VerifiedOn is a day to come.", "Set VerifiedOn to the day on which the line was rung"),
                _ when days > Area.VerifiedDaysMost =>
                    Finding.Blocking($"{area.Name}: its dispatch line was last verified {days} days ago.", "Ring it again, and set VerifiedOn to the day you did"),
                _ => Finding.Passed($"{area.Name}: {area.Lines.Length} dispatch line{(area.Lines.Length > 1 ? "s" : "")}, verified {Math.Max(days ?? 0, 0)} days ago."),
            };
        }
    }
}
