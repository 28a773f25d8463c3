using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Roster;
using SpotterBot.Storage;
using SpotterBot.Telephony;
using SpotterBot.Words;

namespace SpotterBot.Alarms;

/// <summary>
/// What coordinators on shift should know and nobody waits for: by day where they are, each subject no oftener than is said, whichever process tells it.
/// </summary>
public sealed class DayTexts(IRowStore rows, Privacy privacy, RosterBook roster, TwilioClient twilio, PaceBook pace, TimeProvider time)
{
    private const int ValidSeconds = 900;

    private readonly DocumentRows<Told> _told = new(rows, privacy, "floods");

    /// <param name="subject">Counted apart from others; short, safe for a row key.</param>
    /// <param name="again">Each coordinator hears of it no sooner than this after the last time.</param>
    public async ValueTask TellAsync(string subject, Line line, TimeSpan again, DateTimeOffset now)
    {
        foreach (var coordinator in (await roster.SnapshotAsync(now)).Coordinators)
        {
            if (await IsDayAsync(coordinator.Id, now) && await IsFirstAsync($"{subject}-{coordinator.Id}", again, now)
                && await pace.TakeAsync(PaceChannel.Texts, Urgency.Person, now) is { } turn)
            {
                if (turn.Utc > now)
                {
                    await Task.Delay(turn.Utc - now, time);
                }

                await twilio.CreateMessageAsync(new CreateMessage(coordinator.Phone, Languages.Of(null).Say(line)) { ValidityPeriod = TimeSpan.FromSeconds(ValidSeconds) });
            }
        }
    }

    private async ValueTask<bool> IsDayAsync(string coordinator, DateTimeOffset now) =>
        await roster.OfAsync(coordinator) is { } entry && Daytime.Is(Shifts.ZoneOf(entry), now);

    /// <summary>Whether they have not been told for so long, by any process; from now on they have.</summary>
    private async ValueTask<bool> IsFirstAsync(string key, TimeSpan again, DateTimeOffset now)
    {
        var first = false;
        await _told.UpdateAsync(key, held =>
        {
            first = held is null || now >= held.Utc + again;
            return first ? new Told(now) : held;
        });
        return first;
    }

    private sealed record Told(DateTimeOffset Utc);
}
