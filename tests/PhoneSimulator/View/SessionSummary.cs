using System.Globalization;
using PhoneSimulator.View.Picture;
using SpotterBot.Decisions.Sessions;

namespace PhoneSimulator.View;

/// <summary>Where a session stands, in words and as a picture.</summary>
internal static class SessionSummary
{
    public static SessionView Of(PictureFacts facts)
    {
        var session = facts.Session;
        var picture = SessionPicture.Of(facts);
        var running = picture.Ladders.LastOrDefault(l => l.Running);
        var incident = session.Incident is { Phase: Phase.Reaching } reaching ? reaching : null;
        var zero = !session.Open ? null : incident?.ZeroUtc ?? session.CheckIn.DueUtc;
        return new SessionView(
            session.Id[^Math.Min(6, session.Id.Length)..],
            session.Letter.ToString(),
            session.Open,
            NowWords(session, incident),
            Rhythm(session),
            zero is { } from ? Transcripts.Ms(from) : null,
            running?.Bound,
            running?.Measures.Select(m => (int?)m.Seconds).Min(),
            People(session),
            picture,
            Timeline.Of(facts.History));
    }

    private static string NowWords(Session session, Incident? incident)
    {
        if (!session.Open)
        {
            return $"closed: {Words.Spaced(session.Outcome?.ToString() ?? "")}";
        }

        if (incident is { Owner: { } owner })
        {
            return $"{Words.Name(owner.Who.ToString())} has the case";
        }

        if (incident is not null)
        {
            return incident.Cause switch
            {
                Cause.MissedCheckIn => "missed: people are being reached",
                Cause.HelpNow => "help now: people are being reached",
                Cause.PersonAsked => "a person is being rung",
                _ => "a person is being rung to call EMS off",
            };
        }

        var number = session.CheckIn.Number.ToString(CultureInfo.InvariantCulture);
        return session.Incident is not null ? "standing down" : session.CheckIn switch
        {
            { DueUtc: null } => "nothing is due",
            { Stage: CheckInStage.Waiting } => $"check-in {number} is next",
            { Stage: CheckInStage.Asked } => $"check-in {number} is being asked",
            _ => $"check-in {number} is being asked, louder",
        };
    }

    private static string Rhythm(Session session)
    {
        var mode = session.Mode switch { Mode.OnTheLine => "on the line", Mode.CallMe => "by call", _ => "by text" };
        var every = session.EveryMinutes is { } minutes ? $"every {minutes} min" : "every 2 min, later 5";
        return session.Watched ? $"{every}, {mode}" : "not watched";
    }

    private static List<string> People(Session session)
    {
        List<string> people = [];
        if (session.Incident is not { } incident)
        {
            return people;
        }

        foreach (var ring in incident.Rings)
        {
            var again = ring.Times > 1 ? $", rung {ring.Times} times" : "";
            people.Add($"{Words.Name(ring.Who.ToString())}: {Words.Spaced(ring.State.ToString())}{again}");
        }

        var reach = incident.Ems;
        if (reach.Wanted || reach.Dials > 0)
        {
            people.Add(reach.ConfirmedUtc is not null ? "EMS: confirmed" : $"EMS: dialled {reach.Dials} {(reach.Dials == 1 ? "time" : "times")}, not confirmed yet");
        }

        return people;
    }
}
