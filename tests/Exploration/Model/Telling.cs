using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace Exploration.Model;

/// <summary>Steps and states in words, for whoever reads a way to a violation.</summary>
public static class Telling
{
    public static string? Of(Intent intent) => intent switch
    {
        Intent.PlaceCall call => $"calls {call.To} ({call.LegId})",
        Intent.SendText text => $"texts {text.To} {text.Text.Key}",
        Intent.RedirectCall redirect => $"moves {redirect.LegId} to {redirect.Step}",
        Intent.CancelCall cancel => $"cancels {cancel.LegId}",
        Intent.EndCall end => $"ends {end.LegId}",
        Intent.FindCall find => $"looks for {find.LegId}",
        Intent.FetchCall fetch => $"looks up {fetch.LegId}",
        Intent.Announce said => $"announces {said.Line.Key} to {said.LegId}",
        _ => null,
    };

    public static IEnumerable<string> Of(Answer answer) => answer switch
    {
        Answer.Voice voice => [$"{voice.LegId} hears {string.Join(", ", Documents.LinesOf(voice).Select(l => l.Key))}{(voice.Verbs is [.., Verb.HangUp] ? ", end" : voice.Verbs is [.., Verb.Join] ? ", room" : "")}"],
        Answer.Reply reply => [$"replies {reply.Text.Key}"],
        _ => [],
    };

    public static string Of(Happening happening) => happening switch
    {
        Happening.TimePassed => "time passed",
        Happening.CallerTexted texted => $"text \"{texted.Command.Words}\"",
        Happening.CaseTexted texted => $"{texted.From}'s text \"{texted.Command.Words}\"",
        Happening.LegAsks asks => $"{asks.LegId} asks for {asks.Step}{(asks.Keys is { } keys ? $" with {keys}" : asks.Speech is { } speech ? $" saying \"{speech}\"" : asks.Silent ? " in silence" : asks.Left ? " out of the room" : "")}",
        Happening.CallStatus status => $"{status.LegId} {status.State}{(status.State == LegState.Ended ? $" {status.End}" : "")}",
        Happening.CallPlaced placed => $"{placed.LegId} is placed",
        Happening.CallRefused refused => $"{refused.LegId} refused {refused.Refusal}",
        Happening.CallUnknown unknown => $"{unknown.LegId} unknown",
        _ => happening.GetType().Name,
    };

    /// <summary>The state where it broke.</summary>
    public static IEnumerable<string> Of(Life life)
    {
        var session = life.Session;
        var at = life.NowUtc - session.StartedUtc;
        yield return $"state at {Clock(at)}: {(session.Open ? "open" : "closed")}, {session.Mode}, texts {session.Texts}, check-in {session.CheckIn.Number} {session.CheckIn.Stage} due {Clock(session.CheckIn.DueUtc - session.StartedUtc)}, wake-up {Clock(life.WakeUtc - session.StartedUtc)}";
        if (session.Incident is { } incident)
        {
            yield return $"incident {incident.Cause} {incident.Phase}, owner {incident.Owner?.Who.ToString() ?? "none"}, EMS {(incident.Ems.Wanted ? "wanted" : "not wanted")} by {Clock(incident.EmsAtUtc - session.StartedUtc)}, dials {incident.Ems.Dials}{(incident.LastRung ? ", last rung" : "")}";
        }

        if (session.LiveLegs.Any())
        {
            yield return "legs " + string.Join(", ", session.LiveLegs.Select(l => $"{l.Id} {l.Who} {l.Purpose} {l.State} {l.Asked}{(l.InRoom ? " in room" : "")}{(l.Confirmed ? " confirmed" : "")}{(l.Unwanted ? " unwanted" : "")}"));
        }

        if (life.Calls.Any(c => c.State != LegState.Ended))
        {
            yield return "calls " + string.Join(", ", life.Calls.Where(c => c.State != LegState.Ended).Select(c => $"{c.LegId} {c.Who} {c.State}{(c.InRoom ? " in room" : "")}"));
        }

        if (!session.Pending.IsEmpty)
        {
            yield return "pending " + string.Join(", ", session.Pending.Select(p => Of(p.Intent) ?? p.Intent.GetType().Name));
        }
    }

    public static string Clock(TimeSpan? at) => at is { } span ? $"{(span < TimeSpan.Zero ? "-" : "")}{(int)Math.Abs(span.TotalMinutes):00}:{Math.Abs(span.Seconds):00}" : "never";
}
