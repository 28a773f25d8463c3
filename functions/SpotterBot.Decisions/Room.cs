using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Who is in the incident's room, and nobody left alone in it.</summary>
internal static class Room
{
    /// <summary>A key-menu or a brief takes no longer than this before the leg is back in the room.</summary>
    private static readonly TimeSpan AwayAtMost = TimeSpan.FromSeconds(60);

    public static bool Has(Session session, string legId) => session.Leg(legId) is { InRoom: true, State: LegState.Answered };

    /// <summary>They talk, or come together this moment: a menu, a brief or "one moment" between them changes nothing.</summary>
    public static bool CallerWithOwner(Session session) =>
        session.Incident?.Owner?.LegId is { } owner && session.Leg(owner) is { State: LegState.Answered, Confirmed: true }
        && session.OwnLegs.Any(l => l.State == LegState.Answered);

    /// <summary>What a leg hears first when it comes out of the room.</summary>
    public static Line? Returning(Turn turn, Leg returning) =>
        turn.Incident?.Owner?.LegId is { } owner && turn.Session.Leg(owner) is { IsLive: true }
            ? new Line(LineKey.OneMoment)
            : turn.Reaching is not null ? new Line(Threats.PersonLost(turn, returning)) : null;

    public static void Changed(Turn turn, Happening.RoomChanged changed)
    {
        if (turn.Session.LiveLegs.FirstOrDefault(l => l.CallSid == changed.CallSid) is { } leg)
        {
            turn.Put(leg with { InRoom = changed.Joined, InRoomSeen = changed.Joined, SeenUtc = turn.Now });
            Met(turn);
        }
    }

    /// <summary>A desk and somebody on the case are in the room together; or the last of these is gone before where could be said.</summary>
    public static void Met(Turn turn)
    {
        var anybody = turn.Session.LiveLegs.Any(l => l is { Who.CanTakeCase: true, InRoomSeen: true });
        foreach (var desk in turn.Session.LiveLegs.Where(l => l.Who.Kind == PartyKind.Ems).ToList())
        {
            if (anybody && desk is { InRoomSeen: true, WithPersonUtc: null })
            {
                turn.Put(desk with { WithPersonUtc = turn.Now });
            }
            else if (!anybody && desk.WithPersonUtc + Ems.SaysWhere > turn.Now)
            {
                turn.Put(desk with { WithPersonUtc = null });
            }
        }
    }

    /// <summary>A look into the room: it corrects what lost receipts left wrong.</summary>
    public static void Seen(Turn turn, Happening.RoomSeen seen)
    {
        if (turn.Incident is not { } incident)
        {
            return;
        }

        foreach (var leg in turn.Session.LiveLegs.Where(l => l is { State: LegState.Answered, CallSid: not null }).ToList())
        {
            var there = seen.CallSids.Contains(leg.CallSid!);
            if (there)
            {
                turn.Put(leg with { InRoom = true, InRoomSeen = true, SeenUtc = turn.Now });
            }
            else if (leg.InRoom && turn.Now - leg.SeenUtc > TimeSpan.FromSeconds(5))
            {
                turn.Put(leg with { InRoom = false });
                turn.Want(new Intent.FetchCall(leg.Id, leg.CallSid!));
            }
        }

        Met(turn);
        var owner = incident.Owner?.LegId is { } id ? turn.Session.Leg(id) : null;
        var ownerAway = owner is { State: LegState.Answered, InRoom: false } && turn.Now - owner.SeenUtc < AwayAtMost;
        var inRoom = turn.Session.LiveLegs.Where(l => l.InRoom).ToList();
        if (ownerAway || inRoom.Exists(l => l.Who.CanTakeCase))
        {
            return;
        }

        // Caller and desk would hear only each other's silence: the bot has them back.
        foreach (var left in inRoom)
        {
            turn.Put(left with { InRoom = false });
            Legs.Redirect(turn, left, new Line(Threats.PersonLost(turn, left)));
        }
    }

    /// <summary>Every fifteen seconds while somebody has the case.</summary>
    public static void Look(Turn turn)
    {
        if (turn.Incident is not { } incident)
        {
            return;
        }

        if (incident.Owner is null && !turn.Session.LiveLegs.Any(l => l.InRoom))
        {
            turn.Incident = incident with { LookInRoomUtc = null };
        }
        else if (incident.LookInRoomUtc is null)
        {
            turn.Incident = incident with { LookInRoomUtc = turn.Now + Timing.RoomCheck };
        }
        else if (incident.LookInRoomUtc <= turn.Now)
        {
            turn.Incident = incident with { LookInRoomUtc = turn.Now + Timing.RoomCheck };
            turn.Want(new Intent.LookInRoom(incident.Room));
        }
    }

    /// <summary>Before EMS or a second person joins, the owner's leaving must no longer end the room.</summary>
    public static void KeepOpen(Turn turn)
    {
        if (turn.Incident is { Owner.LegId: { } owner } incident && turn.Session.Leg(owner) is { EndsRoom: true, CallSid: { } sid, InRoom: true } leg)
        {
            turn.Put(leg with { EndsRoom = false });
            turn.Want(new Intent.SetEndsRoom(leg.Id, sid, incident.Room, EndsRoom: false));
        }
    }

    /// <summary>Whether anyone but owner and caller is in the room or on the way into it.</summary>
    public static bool HasOthers(Session session) =>
        session.LiveLegs.Any(l => l is { State: LegState.Answered } && l.Who.Kind != PartyKind.Caller && l.Id != session.Incident?.Owner?.LegId
            && (l.InRoom || l.WantsPerson || l.Confirmed));

    /// <summary>Says something to somebody on the case, in the room or out of it.</summary>
    public static void Tell(Turn turn, Leg leg, LineKey key, params string[] args)
    {
        leg = turn.Fresh(leg);
        if (leg.InRoom && !(leg.InRoomSeen && turn.Session.LiveLegs.Any(l => l is { InRoom: true, InRoomSeen: true } && l.Id != leg.Id)))
        {
            // A room with one person in it is not under way, and nothing can be announced there, nor to somebody who is only on the way into it:
            // they are brought out to hear it, and go back.
            Legs.Redirect(turn, turn.Put(leg with { SayFirst = [.. leg.SayFirst, new Line(key, args)] }));
        }
        else if (leg is { InRoom: true, CallSid: { } sid } && turn.Incident is { } incident)
        {
            turn.Want(new Intent.Announce(leg.Id, sid, incident.Room, new Line(key, args)));
        }
        else if (leg is { State: LegState.Answered, Confirmed: true })
        {
            turn.Put(leg with { SayFirst = [.. leg.SayFirst, new Line(key, args)] });
        }
    }

    public static void TellOwner(Turn turn, LineKey key, params string[] args)
    {
        if (turn.Incident?.Owner is not { } owner)
        {
            return;
        }

        if (owner.LegId is { } id && turn.Session.Leg(id) is { IsLive: true } leg)
        {
            Tell(turn, leg, key, args);
        }
    }
}
