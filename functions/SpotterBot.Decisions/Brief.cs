using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>What somebody who accepted is told. Never more than is known.</summary>
internal static class Brief
{
    public static ImmutableArray<Line> All(Turn turn)
    {
        var session = turn.Session;
        var incident = turn.Incident!;
        if (turn.IsDebrief)
        {
            return [new Line(LineKey.BriefDebrief, session.Handle ?? ""), CallerLine(turn), Keys(turn)];
        }

        List<Line> lines = [new(LineKey.BriefWho, session.Handle ?? "")];
        lines.Add(incident.Cause switch
        {
            Cause.MissedCheckIn => new Line(LineKey.BriefMissed, Minutes(turn.Now - incident.ZeroUtc), Minutes(turn.Now - LastHeard(session))),
            Cause.HelpNow => new Line(incident.NeedByPerson ? LineKey.BriefHelpByPerson : LineKey.BriefHelpNow),
            Cause.StandDownOpen => new Line(EmsListens(turn) ? LineKey.BriefStandDownListening : LineKey.BriefStandDown),
            _ => new Line(LineKey.BriefTalk),
        });
        if (incident.HelpAskedUtc is not null)
        {
            lines.Add(new Line(LineKey.BriefHelpNow));
        }

        if (AwaySinceHeard(turn) is { } away)
        {
            lines.Add(new Line(LineKey.BriefAway, Minutes(away.Length)));
        }

        if (turn.InLadder)
        {
            lines.Add(new Line(LineKey.BriefAgreed, incident.Owner?.Who == Party.Chosen ? "ChosenHears" : session.Order.ToString(), Ems.CanBeReached(turn) || Ems.WaitsForPerson(turn) || incident.Ems.ConfirmedUtc is not null ? "ems" : ""));
        }

        if (TellsPlace(turn))
        {
            lines.AddRange(Where(turn));
        }

        if (session.Texts == TextChannel.OptedOut)
        {
            lines.Add(new Line(LineKey.BriefTextsGone));
        }

        lines.Add(CallerLine(turn));
        lines.AddRange(EmsState(turn));
        lines.Add(Keys(turn));
        return [.. lines];
    }

    /// <summary>What somebody is told who joins the person in charge: it is not theirs, and their phone has no keys for it.</summary>
    public static ImmutableArray<Line> Beside(Turn turn) =>
    [
        new Line(LineKey.BriefBeside, turn.NameOf(turn.Incident?.Owner?.Who), turn.Session.Handle ?? ""),
        .. All(turn).Where(l => l.Key is not (LineKey.BriefWho or LineKey.BriefDebrief or LineKey.BriefKeys)),
    ];

    /// <summary>The star keys that matter in what this is about.</summary>
    public static Line Keys(Turn turn) => new(LineKey.BriefKeys, Matter(turn));

    /// <summary>What a person on the case is there for, as it decides which keys they hear of: empty where it is all of them.</summary>
    public static string Matter(Turn turn) => turn.IsDebrief ? "debrief"
        : turn.Incident is { Cause: Cause.PersonAsked } ? "talk"
        : turn.Incident is { Cause: Cause.StandDownOpen } ? "calloff"
        : "";

    public static DateTimeOffset LastHeard(Session session) => session.LastOkUtc ?? session.StartedUtc;

    /// <summary>We were away after they were last heard: how long they have been silent is partly ours.</summary>
    public static Away? AwaySinceHeard(Turn turn) =>
        turn.InLadder && turn.Session.Away is { } away && away.UntilUtc > LastHeard(turn.Session) ? away : null;

    /// <summary>The place travels with need: where somebody only wants to talk, nobody hears it.</summary>
    public static bool TellsPlace(Turn turn) => turn.Incident is not { Cause: Cause.PersonAsked, Ems: { Wanted: false, ConfirmedUtc: null } };

    /// <summary>The place as the caller gave it, and how sure the area is.</summary>
    public static ImmutableArray<Line> Where(Turn turn)
    {
        if (turn.Session.Place is not { } place)
        {
            return [new Line(LineKey.BriefNoPlace), .. OwnWords(turn)];
        }

        List<Line> lines = turn.Incident is { Cause: Cause.StandDownOpen, Ems.Left: { } left } ? [new(LineKey.BriefSentTo, left.Place.WithTown)] : [];
        lines.Add(new(LineKey.BriefPlace, place.WithTown));
        if (place.Unconfirmed)
        {
            lines.Add(new Line(LineKey.BriefPlaceUnconfirmed));
        }

        if (turn.Area.Certainty == AreaCertainty.Unconfirmed)
        {
            lines.Add(new Line(LineKey.BriefAreaUnconfirmed));
        }

        return [.. lines, .. OwnWords(turn)];
    }

    /// <summary>How someone gets in, as the caller recorded it.</summary>
    private static ImmutableArray<Line> OwnWords(Turn turn) => turn.Session.OwnWords is { } words
        ? [new Line(LineKey.BriefOwnWords), new Line(LineKey.OwnWords, words.RecordingSid)]
        : [];

    public static string Minutes(TimeSpan span) => Math.Max(1, (int)Math.Round(span.TotalMinutes)).ToString();

    /// <summary>Whether the caller's line is open, ringing or gone; and who is on it with them already.</summary>
    private static Line CallerLine(Turn turn)
    {
        var session = turn.Session;
        return !session.OwnLegs.Any() ? new Line(LineKey.BriefLineNone)
            : session.OwnLegs.All(l => l.State != LegState.Answered) ? new Line(LineKey.BriefLineRinging)
            : session.LiveLegs.FirstOrDefault(l => l is { Confirmed: true, InRoom: true, Who.CanTakeCase: true }) is { } with && turn.NameOf(with.Who) is { Length: > 0 } name
                ? new Line(LineKey.BriefLineWith, name)
                : new Line(LineKey.BriefLineOpen);
    }

    private static bool EmsListens(Turn turn) => Ems.LiveLeg(turn.Session) is { State: LegState.Answered };

    private static IEnumerable<Line> EmsState(Turn turn)
    {
        var incident = turn.Incident!;
        if (!turn.InLadder)
        {
            return [];
        }

        if (incident.Ems.ConfirmedUtc is not null)
        {
            return [new Line(LineKey.BriefEmsConfirmed)];
        }

        if (incident.Ems.Wanted)
        {
            return [new Line(EmsListens(turn) ? LineKey.BriefEmsListening : LineKey.BriefEmsRinging)];
        }

        return incident.LastRung || !Ems.CanBeReached(turn)
            ? [new Line(Ladder.NoEmsLine(turn))]
            : incident.Owner?.HoldUntilUtc is { } hold && hold > turn.Now ? [new Line(LineKey.BriefEmsHeld, Minutes(hold - turn.Now))]
            : incident.EmsAtUtc is { } at ? [new Line(LineKey.BriefEmsAt, Math.Max(0, (int)(at - turn.Now).TotalSeconds).ToString())] : [];
    }
}
