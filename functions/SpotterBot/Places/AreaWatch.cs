using SpotterBot.Alarms;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Speech;
using SpotterBot.Sessions;

namespace SpotterBot.Places;

/// <summary>A dispatch line that nobody has rung for 90 days may not be what it was: coordinators hear of it by day, once a week until somebody has.</summary>
public sealed class AreaWatch(ServiceFacts service, DayTexts texts)
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(7);

    public async ValueTask LookAsync(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var stale = service.Base.Areas.Where(a => a.IsStale(today)).ToList();
        if (stale.Count > 0)
        {
            await texts.TellAsync("areas", new Line(LineKey.AlarmAreasStaleText, stale.Count.ToString(), stale[0].Name), Again, now);
        }
    }
}
