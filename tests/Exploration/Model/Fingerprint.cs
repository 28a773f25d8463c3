using System.Runtime.InteropServices;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace Exploration.Model;

/// <summary>128 bits that stand for a state.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct Digest(ulong High, ulong Low)
{
    public static readonly Digest Empty = new(0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F);

    public void Add(long value)
    {
        High = Mix(High ^ (ulong)value) + 0x9E3779B97F4A7C15;
        Low = Mix(Low + ((ulong)value * 0xFF51AFD7ED558CCD)) ^ 0xC4CEB9FE1A85EC53;
    }

    public void Add(bool value) => Add(value ? 1 : 0);

    public void Add(Digest other)
    {
        Add((long)other.High);
        Add((long)other.Low);
    }

    public static int Compare(Digest a, Digest b) => a.High != b.High ? a.High.CompareTo(b.High) : a.Low.CompareTo(b.Low);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>
/// What makes two states the same: times only by how far they are ahead or behind, in steps that the rules can tell apart; calls and attempts
/// without their names and numbers; peers without their names, in any order; nothing of history, counters and what was answered long ago.
/// </summary>
public static class Fingerprint
{
    /// <summary>Seconds at which one bucket of time ends and the next begins.</summary>
    private static readonly int[] Edges = [0, 3, 6, 9, 15, 20, 30, 45, 60, 75, 90, 105, 120, 150, 240, 360, 900, 3600];

    public static Digest Of(Life life)
    {
        var hash = Digest.Empty;
        Session(ref hash, life);
        Ghost(ref hash, life);
        Weather(ref hash, life);

        // Everybody by what they are to the case; peers sorted by it, so that which of them it is makes no difference.
        var peers = new List<Digest>();
        foreach (var who in Everybody(life))
        {
            var party = OfParty(life, who);
            if (who.Kind == PartyKind.Peer)
            {
                peers.Add(party);
            }
            else
            {
                hash.Add((int)who.Kind);
                hash.Add(who.Id.Length == 0 ? 0 : who.Id[^1]);
                hash.Add(party);
            }
        }

        peers.Sort(Digest.Compare);
        foreach (var peer in peers)
        {
            hash.Add(peer);
        }

        return hash;
    }

    /// <summary>One party's ring, legs, calls and orders.</summary>
    public static Digest OfParty(Life life, Party who)
    {
        var (session, now) = (life.Session, life.NowUtc);
        var hash = Digest.Empty;
        var ring = session.Incident?.RingOf(who);
        hash.Add(ring is null ? -1 : (int)ring.State);
        hash.Add(ring?.Times ?? 0);
        hash.Add(ring is { TakesOver: true });
        hash.Add(ring is { SaidNo: true });
        hash.Add(ring is { MayTakeOver: true });
        hash.Add(session.Incident is { LastRung: true } last && ring?.LastUtc < last.RoundFromUtc);
        if (session.Incident?.Owner is { } owner && owner.Who == who)
        {
            hash.Add(1);
            hash.Add(owner.LegId is null);
            hash.Add(owner.Reminded);
            hash.Add(Ahead(owner.HoldUntilUtc, now));
            hash.Add(owner.HoldReminded);
            hash.Add(owner.SaidOk);
            hash.Add(owner.HandingOver);
            hash.Add(owner.Reminded ? 0 : Ahead(owner.AcceptedUtc, now));
        }

        foreach (var leg in session.Legs)
        {
            if (leg.Who == who && (leg.IsLive || leg.End == LegEnd.Lost))
            {
                hash.Add(OfLeg(life, leg, ring));
            }
        }

        foreach (var call in life.Calls)
        {
            // One that we do not know of.
            if (call.Who == who && call.State != LegState.Ended && session.Leg(call.LegId)?.CallSid != call.Sid)
            {
                hash.Add(100 + (int)call.State);
                hash.Add(Ahead(call.TimerUtc, now));
            }
        }

        foreach (var pending in session.Pending)
        {
            if (Whose(session, pending.Intent) == who)
            {
                hash.Add(OfPending(pending, now));
            }
        }

        return hash;
    }

    private static IEnumerable<Party> Everybody(Life life)
    {
        var everybody = new List<Party> { Party.Caller, Party.Chosen, Party.Ems(0), Party.Ems(1) };
        foreach (var who in life.Session.Incident?.Rings.Select(r => r.Who) ?? [])
        {
            Include(who);
        }

        foreach (var leg in life.Session.Legs)
        {
            Include(leg.Who);
        }

        foreach (var pending in life.Session.Pending)
        {
            if (Whose(life.Session, pending.Intent) is { } who)
            {
                Include(who);
            }
        }

        return everybody.OrderBy(w => w.Kind).ThenBy(w => w.Id, StringComparer.Ordinal);

        void Include(Party who)
        {
            if (!everybody.Contains(who))
            {
                everybody.Add(who);
            }
        }
    }

    private static Digest OfLeg(Life life, Leg leg, Ring? ring)
    {
        var (session, now) = (life.Session, life.NowUtc);
        var hash = Digest.Empty;
        hash.Add((int)leg.Purpose);
        hash.Add((int)leg.State);
        hash.Add((int)leg.End);
        hash.Add((int)leg.Asked);
        hash.Add(Math.Min(leg.Silences, 4));
        Bits(ref hash, leg.InRoom, leg.InRoomSeen, leg.EndsRoom, leg.AskedBack is not null, leg.CutShort, leg.Own, leg.Keyed, leg.AddressSpoken, leg.Confirmed, leg.Briefed,
            leg.StandDownAcknowledged, leg.StandDownTold, leg.WantsPerson, leg.Stranger, leg.ConfirmationSaid, leg.OwesNewPlace, leg.Elsewhere, leg.InRoomBefore, leg.WithPersonUtc is null, now - leg.WithPersonUtc < TimeSpan.FromSeconds(8), leg.Unwanted, leg.Redirecting, leg.MayHaveRecorded,
            leg.CallSid is null, leg.LookedUtc is null, leg.KeysOnlyFor == session.CheckIn.Number, leg.ToldOfLegId is not null && leg.ToldOfLegId == session.Incident?.Owner?.LegId,
            ring?.LegId == leg.Id, session.Incident?.Owner?.LegId == leg.Id, session.Incident?.Ems.KeptLegId == leg.Id, now - leg.HelpKeyedUtc < TimeSpan.FromSeconds(8),
            now - leg.OkDoubtedUtc < TimeSpan.FromSeconds(2), leg.FirstAidStep > 0);
        hash.Add(leg.Unproven);
        hash.Add(leg.ChangeStep);
        foreach (var line in leg.SayFirst)
        {
            hash.Add((int)line.Key);
        }

        if (leg is { Who.Kind: PartyKind.Ems, Confirmed: false })
        {
            hash.Add(Ahead(leg.AnsweredUtc, now));
        }

        if (life.Calls.FirstOrDefault(c => c.LegId == leg.Id && c.Sid == (leg.CallSid ?? c.Sid)) is { } call)
        {
            hash.Add((int)call.State);
            hash.Add((int)call.Playing.End);
            hash.Add((int)call.Playing.Listens);
            Bits(ref hash, call.Playing.Keys, call.InRoom, call.EndsRoom, call.Playing.StarMenu, call.Document?.Step == leg.Step, call.Document?.CheckIn == session.CheckIn.Number);
            hash.Add(call.InRoom ? 0 : Ahead(call.TimerUtc, now));
        }

        return hash;
    }

    private static void Session(ref Digest hash, Life life)
    {
        var (session, now) = (life.Session, life.NowUtc);
        Bits(ref hash, session.Open, session.Watched, session.AsksLetter, session.CallerNumber is null, session.BeganHidden, session.LimitSaid, session.TellTextsGone, session.Quiet, session.Tone,
            session.FinishWhenQuiet, session.FinishAfterOk, session.Escalated, session.ForgetWhenClosed, session.ChosenNumber is null, session.ConsentAttempt is null, session.FirstButForNo, session.Handle is null, session.OwnWords is null,
            session.TextsWithPlace.IsEmpty, session.DroppedRecordings.IsEmpty, session.RestsUtc is null, now - session.DroppedUtc < TimeSpan.FromMinutes(10),
            now - session.StartedUtc < TimeSpan.FromMinutes(15), session.Place is null, session.Place is { Unconfirmed: true }, session.Place is { Town: null }, session.Place is { AreaConfirmed: true },
            now - session.LastUsedTextUtc < TimeSpan.FromMinutes(1), now - session.ProviderAlarmUtc < TimeSpan.FromMinutes(10));
        hash.Add((int)session.Texts);
        hash.Add((int)session.Mode);
        hash.Add((int)session.OffLineMode);
        hash.Add((int)session.Order);
        hash.Add((int)session.Consent);
        hash.Add(session.ConsentsAsked);
        hash.Add((int)session.Question);
        hash.Add(session.EveryMinutes ?? 0);
        hash.Add(session.Place?.Verbatim.Length ?? 0);
        hash.Add(session.LastUsedText?.Length ?? 0);
        hash.Add(Ahead(session.LineLostUtc, now));
        hash.Add(Ahead(session.EraseUtc, now));
        hash.Add(Ahead(life.WakeUtc, now));
        CheckIn(ref hash, session, now);
        if (session.Incident is { } incident)
        {
            Incident(ref hash, incident, now);
        }

        var line = session.OnLine;
        hash.Add((int)line.Open);
        hash.Add(line.Unclear);
        hash.Add(line.Settled.Aggregate(0L, (bits, topic) => bits | (1L << (int)topic)));
        Bits(ref hash, line.Number is null, line.Candidate is null, line.PlaceLegId is null, line.Elsewhere);
        foreach (var pending in session.Pending)
        {
            if (Whose(session, pending.Intent) is null)
            {
                hash.Add(OfPending(pending, now));
            }
        }
    }

    private static void CheckIn(ref Digest hash, Session session, DateTimeOffset now)
    {
        var checkIn = session.CheckIn;
        hash.Add((int)checkIn.Stage);
        hash.Add(Ahead(checkIn.DueUtc, now));
        Bits(ref hash, checkIn.MoreTimeUsed, checkIn.Rests, checkIn.ByCall, checkIn.CallNow, checkIn.IsOpen && now - checkIn.AskedUtc < TimeSpan.FromSeconds(3),
            checkIn.GotOut, checkIn.Away is null);
        hash.Add(Ahead(checkIn.UnaskedSinceUtc, now));
    }

    private static void Incident(ref Digest hash, Incident incident, DateTimeOffset now)
    {
        hash.Add((int)incident.Cause);
        hash.Add((int)incident.Phase);
        hash.Add((int)incident.Mode);
        hash.Add(Ahead(incident.PeersFromUtc, now, past: false));
        hash.Add(Ahead(incident.EmsAtUtc, now, past: false));
        hash.Add(Ahead(incident.EmsTableUtc, now, past: false));
        hash.Add(incident.LastRung ? Ahead(incident.RoundFromUtc, now) : 0);
        Bits(ref hash, incident.EmsMoved, incident.LastRung, incident.CoordinatorWanted, incident.PersonForEms, incident.CallerTold, incident.CoordinatorsAlarmed, incident.PeersEmptyRecorded,
            incident.LookInRoomUtc is null, incident.CallerUnreachableTold, incident.OwnedUtc is null, incident.Round > 1);
        var ems = incident.Ems;
        Bits(ref hash, ems.Wanted, ems.SecondLineDialled, ems.WasAnswered, ems.Left is null, ems.StandDownAcknowledged, ems.StandDownHandled, ems.FirstRungUtc is null, ems.BadLines.Contains(0), ems.BadLines.Contains(1),
            ems.KeptLegId is null);
        hash.Add(ems.NextLine);
        hash.Add(Math.Min(ems.Dials, 7));
        hash.Add(Ahead(ems.NextDialUtc, now, past: false));
        hash.Add(ems.ConfirmedUtc is null ? 0 : 1);
    }

    private static void Ghost(ref Digest hash, Life life)
    {
        var ghost = life.Ghost;
        hash.Add(life.FaultsLeft);
        hash.Add(ghost.Reached);
        hash.Add(ghost.Reached ? 0 : Ahead(ghost.ZeroUtc, life.NowUtc));
        hash.Add(Ahead(ghost.IdleUtc, life.NowUtc));
        hash.Add(Ahead(ghost.EmsByUtc, life.NowUtc));
        hash.Add(ghost.Asked);
    }

    /// <summary>An absence only by whether it may still be taken in, or was.</summary>
    private static void Weather(ref Digest hash, Life life)
    {
        var (session, weather, now) = (life.Session, life.Weather, life.NowUtc);
        hash.Add((int)weather.Orders);
        Bits(ref hash, session.Away is null, weather.Away is { } away && !(session.Away?.UntilUtc >= away.UntilUtc));
        foreach (var text in weather.Kept)
        {
            hash.Add(Ahead(text.SendAtUtc, now));
            hash.Add(session.Switch.Texts.Contains(text));
        }

        hash.Add(Ahead(session.Switch.NotBeforeUtc, now));
    }

    private static Digest OfPending(Pending pending, DateTimeOffset now)
    {
        var hash = Digest.Empty;
        hash.Add(pending.Intent switch
        {
            Intent.PlaceCall => 1,
            Intent.FindCall => 2,
            Intent.FetchCall => 3,
            Intent.RedirectCall => 4,
            Intent.CancelCall => 5,
            Intent.SendText text => 100 + (int)text.Text.Key,
            Intent.LookInRoom => 6,
            Intent.Keep => 7,
            Intent.ScheduleText => 9,
            Intent.CallOffText => 10,
            _ => 8,
        });
        hash.Add(Ahead(pending.ClaimedUntilUtc, now));
        hash.Add(Ahead(pending.NotBeforeUtc, now));
        hash.Add(Math.Min(pending.Tries, 3));
        return hash;
    }

    private static Party? Whose(Session session, Intent intent) => intent switch
    {
        Intent.PlaceCall call => call.To,
        Intent.FindCall find => find.To,
        Intent.SendText text => text.To,
        Intent.FetchCall fetch => session.Leg(fetch.LegId)?.Who,
        Intent.RedirectCall redirect => session.Leg(redirect.LegId)?.Who,
        Intent.CancelCall cancel => session.Leg(cancel.LegId)?.Who,
        Intent.LinkPhone link => link.Who,
        Intent.ClaimPerson claim => claim.Who,
        Intent.ReleasePerson release => release.Who,
        _ => null,
    };

    /// <summary>The bucket of a moment: 0 none, below it behind, above it ahead.</summary>
    private static int Ahead(DateTimeOffset? at, DateTimeOffset now, bool past = true)
    {
        if (at is not { } moment)
        {
            return 0;
        }

        var seconds = (moment - now).TotalSeconds;
        return seconds > 0 ? 2 + Bucket(seconds) : past ? -1 - Bucket(-seconds) : -1;
    }

    private static int Bucket(double seconds)
    {
        var i = 0;
        while (i < Edges.Length && seconds > Edges[i])
        {
            i++;
        }

        return i;
    }

    private static void Bits(ref Digest hash, params ReadOnlySpan<bool> bits)
    {
        long all = 0;
        foreach (var bit in bits)
        {
            all = (all << 1) | (bit ? 1L : 0);
        }

        hash.Add(all);
    }
}
