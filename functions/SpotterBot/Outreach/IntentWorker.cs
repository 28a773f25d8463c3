using SpotterBot.Alarms;
using SpotterBot.DeadMansSwitch;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Observability;
using SpotterBot.People;
using SpotterBot.Roster;
using SpotterBot.Sessions;
using SpotterBot.Telephony;
using SpotterBot.Words;

namespace SpotterBot.Outreach;

/// <summary>Does one intent in the world and says what came of it.</summary>
public sealed class IntentWorker(
    TwilioClient twilio, TwilioOptions options, ScheduledTexts scheduled, Urls urls, PhoneBook phones, RosterBook roster, ServiceFacts service, SessionReader sessions,
    ReportsWatch reports, TimeProvider time, ILogger<IntentWorker> log)
{
    public async Task<IReadOnlyList<Happening>> CarryOutAsync(Session session, Pending pending)
    {
        using var about = log.About(Subject.Current with { Attempt = pending.Attempt, CallSid = CallOf(pending.Intent) });
        switch (pending.Intent)
        {
            case Intent.PlaceCall call:
                return [await PlaceAsync(session, pending, call)];
            case Intent.FindCall find:
                return [await FindAsync(session, find.LegId, find.To, find.SinceUtc), new Happening.Carried(pending.Attempt)];
            case Intent.FetchCall fetch:
                return [.. await FetchAsync(fetch), new Happening.Carried(pending.Attempt)];
            case Intent.RedirectCall redirect:
                return OnCall(session, pending, redirect.LegId, await twilio.RedirectCallAsync(redirect.CallSid, LegUrl(session, redirect.LegId, redirect.Step)));
            case Intent.CancelCall cancel:
                return Cancelled(session, pending, cancel, await twilio.CancelCallAsync(cancel.CallSid));
            case Intent.EndCall end:
                return OnCall(session, pending, null, await twilio.CompleteCallAsync(end.CallSid));
            case Intent.ExtendCall extend:
                return OnCall(session, pending, null, await twilio.ExtendCallAsync(extend.CallSid, TimeSpan.FromSeconds(extend.TimeLimitSeconds)));
            case Intent.SendText text:
                return [await TextAsync(session, pending, text)];
            case Intent.Announce announce:
                await InRoomAsync(announce.Room, room => twilio.UpdateParticipantAsync(
                    room, announce.CallSid, new UpdateParticipant { AnnounceUrl = urls.Announce(session.Id, announce.LegId, announce.Line.Key) }));
                break;
            case Intent.SetEndsRoom flag:
                await InRoomAsync(flag.Room, room => twilio.UpdateParticipantAsync(room, flag.CallSid, new UpdateParticipant { EndConferenceOnExit = flag.EndsRoom }));
                break;
            case Intent.LookInRoom look:
                return [.. await LookAsync(look.Room), new Happening.Carried(pending.Attempt)];
            case Intent.LinkPhone link when await NumberOfAsync(session, link.Who) is { } number:
                await phones.LinkAsync(number, session.Id, link.Who);
                await AlsoLinkAsync(session, link.Who);
                break;
            case Intent.UnlinkPhone unlink:
                await UnlinkAsync(session, unlink.Who);
                break;
            case Intent.ClaimPerson { Who.Kind: PartyKind.Peer } claim when session.Incident?.RingOf(claim.Who) is { State: RingState.Ringing or RingState.Accepted }:
                await roster.TryClaimAsync(claim.Who.Id, session.Id, time.GetUtcNow());
                break;
            case Intent.ReleasePerson { Who.Kind: PartyKind.Peer } release:
                await roster.ReleaseAsync(release.Who.Id, session.Id);
                break;
            case Intent.Keep keep when session is { CallerNumber: { } number, Place: { } place }:
                await phones.KeepAsync(
                    number, place.WithTown, new Usual(keep.Word, session.Handle, session.EveryMinutes, session.Consent == Consent.No ? null : session.ChosenNumber, session.Quiet, session.Tone, place.AreaConfirmed, session.Consent));
                break;
            case Intent.NoteTextChannel note when session.CallerNumber is { } number:
                await phones.NoteTextsAsync(number, note.Texts);
                break;
            case Intent.LinkIsOver over:
                await EndLinkAsync(session, over.Who);
                break;
            case Intent.CountExposure exposure:
                return [.. await roster.CountExposureAsync(exposure.Who.Id, exposure.Case, time.GetUtcNow()) is { } count ? new Happening[] { new Happening.ExposureHigh(exposure.Who, count) } : [],
                    new Happening.Carried(pending.Attempt)];
            case Intent.NoteThreat threat when session.CallerNumber is { } number:
                await phones.NoteThreatAsync(number, threat.WarnedUtc, threat.BotOnlyUntilUtc);
                break;
            case Intent.WantAgain again when session.CallerNumber is { } number:
                await phones.WantAgainAsync(number, again.Peer.Id, again.ByCaller);
                break;
            case Intent.FindConsent when session is { CallerNumber: { } caller, ChosenNumber: { } named }:
                return [new Happening.ConsentFound(pending.Attempt, await phones.ConsentAsync(named, caller, session.Id))];
            case Intent.KeepConsent keep when session is { CallerNumber: { } caller, ChosenNumber: { } named }:
                await phones.KeepConsentAsync(named, caller, keep.Said);
                break;
            case Intent.NoteLanguage note when session.CallerNumber is { } number:
                await phones.NoteLanguageAsync(number, note.Language);
                break;
            case Intent.RedactText redact:
                return Erased(session, pending, await twilio.RedactMessageAsync(redact.MessageSid));
            case Intent.DeleteRecording delete:
                return Erased(session, pending, await twilio.DeleteRecordingAsync(delete.RecordingSid));
            case Intent.FindRecordings find:
                return await FindRecordingsAsync(session, pending, find);
            case Intent.ScheduleText text:
                return await ScheduleAsync(session, pending, text);
            case Intent.FindScheduledText find:
                return [await FindScheduledAsync(session, pending, find.Text, find.After, find.SinceUtc)];
            case Intent.CallOffText off:
                return [await scheduled.CallOffAsync(off.MessageSid) is { } sent ? new Happening.TextCalledOff(off.MessageSid, sent) : new Happening.Postponed(pending.Attempt)];
            case Intent.ForgetPhone when session.CallerNumber is { } number:
                await phones.ForgetAsync(number);
                break;
        }

        return [new Happening.Carried(pending.Attempt)];
    }

    /// <summary>The claim on an intent ran out: nobody knows whether it was done.</summary>
    public async Task<IReadOnlyList<Happening>> ReconcileAsync(Session session, Pending pending) => pending.Intent switch
    {
        Intent.PlaceCall call => [new Happening.CallUnknown(call.LegId)],
        Intent.SendText text => [await FindTextAsync(session, pending, text)],
        Intent.ScheduleText text => [await FindScheduledAsync(session, pending, text.Text, text.After, pending.IssuedUtc) is Happening.TextScheduled found
            ? found
            : new Happening.ScheduleUnknown(pending.Attempt)],
        Intent.Announce => [new Happening.Carried(pending.Attempt, Done: false)],

        // The line has asked since, and heard what it was to hear. Taken there once more it would get that first answer again, wherever it is by now.
        Intent.RedirectCall redirect when session.Leg(redirect.LegId)?.Awaits(redirect) != true => [new Happening.Carried(pending.Attempt)],

        // Doing these twice is doing them once.
        _ => await CarryOutAsync(session, pending),
    };

    private async Task<Happening> PlaceAsync(Session session, Pending pending, Intent.PlaceCall call)
    {
        if (await NumberOfAsync(session, call.To, call.LegId) is not { } number)
        {
            return new Happening.CallRefused(call.LegId, Refusal.Permanent);
        }

        if (call.To.Kind is PartyKind.Peer or PartyKind.Coordinator && !await roster.TryClaimAsync(call.To.Id, session.Id, time.GetUtcNow()))
        {
            return new Happening.CallRefused(call.LegId, Refusal.PersonTaken);
        }

        // An OK may have been recorded since this was claimed: EMS is dialled only if the session still wants it this instant.
        if (call.To.Kind == PartyKind.Ems && !await sessions.StillWantsAsync(session.Id, pending.Attempt))
        {
            return new Happening.CallRefused(call.LegId, Refusal.Temporary);
        }

        var area = AreaOf(session, session.Leg(call.LegId)?.Area);
        var sent = await twilio.CreateCallAsync(new CreateCall(number, options.Numbers[0], urls.Leg(session.Id, call.LegId, session.CheckIn.Number, 0))
        {
            FallbackUrl = urls.Fallback(session.Id, call.LegId),
            StatusCallback = urls.CallStatus(session.Id, call.LegId),
            StatusCallbackEvents = CallEvents.All,
            Timeout = TimeSpan.FromSeconds(call.RingSeconds),
            TimeLimit = TimeSpan.FromSeconds(call.TimeLimitSeconds),
            SendDigits = call.To.Kind == PartyKind.Ems && area?.DispatchDigits is { Length: > 0 } digits ? digits : null,
            Urgent = call.To.Kind != PartyKind.Caller,
        });
        if (sent is not Sent<CallResource>.Ok { Value: var placed })
        {
            Note(session, pending, sent.Why!);
            if (sent is not Sent<CallResource>.Ambiguous && call.To.Kind == PartyKind.Peer)
            {
                await roster.ReleaseAsync(call.To.Id, session.Id);
            }
        }
        else
        {
            reports.Expect(session.Id, call.LegId, placed.Sid);
            await NoteDeskCallAsync(session, call.To, placed.Sid);
            return new Happening.CallPlaced(call.LegId, placed.Sid);
        }

        return sent is Sent<CallResource>.Ambiguous ? new Happening.CallUnknown(call.LegId) : new Happening.CallRefused(call.LegId, Sort(sent.Why!));
    }

    private async Task<Happening> FindAsync(Session session, string legId, Party to, DateTimeOffset since)
    {
        if (await NumberOfAsync(session, to, legId) is not { } number)
        {
            return new Happening.CallNotFound(legId);
        }

        var known = session.Legs.Select(l => l.CallSid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        while (await twilio.FindCallAsync(number, since, options.Numbers[0], known) is Reconciled<CallResource>.Found { Value: var call })
        {
            // A desk is called for many: another session's call is not taken for this one's.
            if (to.Kind == PartyKind.Ems && await phones.PointedAsync(DeskCall(call.Sid)) is { } other && other != session.Id)
            {
                known.Add(call.Sid);
                continue;
            }

            await NoteDeskCallAsync(session, to, call.Sid);
            return new Happening.CallFound(legId, call.Sid);
        }

        return new Happening.CallNotFound(legId);
    }

    private static string DeskCall(string sid) => "desk " + sid;

    /// <summary>Whose a call to a desk is. Where it cannot be written the call is up all the same, and that is what counts.</summary>
    private async ValueTask NoteDeskCallAsync(Session session, Party to, string sid)
    {
        try
        {
            if (to.Kind == PartyKind.Ems)
            {
                await phones.PointAsync(DeskCall(sid), session.Id);
            }
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or InvalidOperationException)
        {
            // Found by another session, it may be taken for theirs, as before.
        }
    }

    private async Task<IReadOnlyList<Happening>> FetchAsync(Intent.FetchCall fetch) => await twilio.FetchCallAsync(fetch.CallSid) switch
    {
        Sent<CallResource>.Ok { Value: var call } => CallReports.Read(fetch.LegId, fetch.CallSid, call.Status) is { } status ? [status] : [],
        Sent<CallResource>.Refused { Failure.Kind: FailureKind.Gone } => [new Happening.CallGone(fetch.LegId)],
        _ => [],
    };

    /// <summary>What was wanted of a call that is already over changes nothing more: the leg is taken as ended.</summary>
    private List<Happening> OnCall(Session session, Pending pending, string? legId, Sent<CallResource> sent)
    {
        if (sent is Sent<CallResource>.Ok)
        {
            return [new Happening.Carried(pending.Attempt)];
        }

        Note(session, pending, sent.Why!);
        return sent.Why!.Consequence == Consequence.TreatAsEnded && legId is not null
            ? [new Happening.CallGone(legId), new Happening.Carried(pending.Attempt, Done: false)]
            : [new Happening.Carried(pending.Attempt, Done: false)];
    }

    /// <summary>A call that is cancelled before the phone company has begun to dial it is reported by nobody: the answer says that it is over.</summary>
    private List<Happening> Cancelled(Session session, Pending pending, Intent.CancelCall cancel, Sent<CallResource> sent) =>
        sent is Sent<CallResource>.Ok { Value.Status: var status } && CallReports.Read(cancel.LegId, cancel.CallSid, status) is { State: LegState.Ended } over
            ? [over, new Happening.Carried(pending.Attempt)]
            : OnCall(session, pending, null, sent);

    private async Task<Happening> TextAsync(Session session, Pending pending, Intent.SendText text)
    {
        if (await NumberOfAsync(session, text.To) is not { } number)
        {
            return new Happening.TextFailed(pending.Attempt, text.To, Refusal.Permanent);
        }

        var sent = await twilio.CreateMessageAsync(new CreateMessage(number, await BodyAsync(session, text, number))
        {
            StatusCallback = urls.TextStatus(session.Id, pending.Attempt, text.To.Kind),
            ValidityPeriod = TimeSpan.FromSeconds(text.ValidSeconds),
            Urgent = text.Urgency != Urgency.CheckIn,
        });
        switch (sent)
        {
            case Sent<MessageResource>.Ok { Value: var message }:
                return new Happening.TextSent(pending.Attempt, message.Sid);
            case Sent<MessageResource>.Ambiguous:
                // A check-in's second channel comes by itself; another text is looked up when its claim runs out.
                Note(session, pending, sent.Why!);
                return new Happening.TextUnknown(pending.Attempt);
            default:
                Note(session, pending, sent.Why!);
                return new Happening.TextFailed(pending.Attempt, text.To, Sort(sent.Why!));
        }
    }

    private async Task<Happening> FindTextAsync(Session session, Pending pending, Intent.SendText text)
    {
        if (await NumberOfAsync(session, text.To) is not { } number)
        {
            return new Happening.Carried(pending.Attempt, Done: false);
        }

        var found = await twilio.FindMessageAsync(number, pending.IssuedUtc, await BodyAsync(session, text, number));
        return found is Reconciled<MessageResource>.Found { Value: var message } ? new Happening.TextSent(pending.Attempt, message.Sid)
            : new Happening.TextFailed(pending.Attempt, text.To, Refusal.Temporary);
    }

    /// <summary>An order whose answer never came stays claimed, and is looked up when the claim runs out.</summary>
    private async Task<IReadOnlyList<Happening>> ScheduleAsync(Session session, Pending pending, Intent.ScheduleText text)
    {
        if (session.CallerNumber is not { } number)
        {
            return [new Happening.TextNotScheduled(pending.Attempt, Refusal.Permanent)];
        }

        var (sent, sendAt) = await scheduled.ScheduleAsync(number, Languages.Of(session.Language).Say(text.Text), text.After);
        if (sent is Sent<MessageResource>.Ok { Value: var message })
        {
            return [new Happening.TextScheduled(pending.Attempt, message.Sid, sendAt)];
        }

        Note(session, pending, sent.Why!);
        return sent is Sent<MessageResource>.Ambiguous ? [] : [new Happening.TextNotScheduled(pending.Attempt, Sort(sent.Why!))];
    }

    private async Task<Happening> FindScheduledAsync(Session session, Pending pending, Line text, TimeSpan after, DateTimeOffset since)
    {
        if (session.CallerNumber is not { } number)
        {
            return new Happening.ScheduledTextNotFound(pending.Attempt, Certain: true);
        }

        var known = session.Switch.Texts.Select(t => t.MessageSid).ToList();
        foreach (var link in (await phones.OfAsync(number)).OwnSessions.Where(l => l.SessionId != session.Id))
        {
            // It says the same to the same phone: taken for this one's it would be taken back, and that one would not know.
            known.AddRange((await sessions.ReadAsync(link.SessionId))?.Switch.Texts.Select(t => t.MessageSid) ?? []);
        }

        return await scheduled.FindAsync(number, Languages.Of(session.Language).Say(text), since, known) switch
        {
            Reconciled<MessageResource>.Found { Value: var found } => new Happening.TextScheduled(pending.Attempt, found.Sid, ScheduledTexts.SendAtUtc(found, since, after)),
            var other => new Happening.ScheduledTextNotFound(pending.Attempt, Certain: other is Reconciled<MessageResource>.NotFound),
        };
    }

    private async ValueTask<string> BodyAsync(Session session, Intent.SendText text, string number)
    {
        var line = text.Text;
        if (line.Args.Contains(CaseLetter.Placeholder))
        {
            var letter = (line.Key == LineKey.AskChosenText ? await phones.AskAsync(number, session.CallerNumber!, session.Id)
                : await phones.LetterAsync(number, session.Id) ?? await phones.LinkAsync(number, session.Id, text.To)).ToString();
            line = line with { Args = [.. line.Args.Select(a => a == CaseLetter.Placeholder ? letter : a)] };
        }

        return Languages.Of(session.Language).Say(line);
    }

    private async ValueTask InRoomAsync(string room, Func<string, Task> act)
    {
        if (await twilio.ListConferencesAsync(room, ConferenceStatus.InProgress) is Sent<IReadOnlyList<ConferenceResource>>.Ok { Value: [var live, ..] })
        {
            await act(live.Sid);
        }
    }

    private async Task<IReadOnlyList<Happening>> LookAsync(string room)
    {
        var sids = new List<string>();
        if (await twilio.ListConferencesAsync(room) is not Sent<IReadOnlyList<ConferenceResource>>.Ok { Value: var rooms })
        {
            return [];
        }

        foreach (var live in rooms.Where(r => r.Status is ConferenceStatus.InProgress or ConferenceStatus.Init))
        {
            if (await twilio.ListParticipantsAsync(live.Sid) is not Sent<IReadOnlyList<ParticipantResource>>.Ok { Value: var participants })
            {
                return [];
            }

            sids.AddRange(participants.Select(p => p.CallSid));
        }

        return [new Happening.RoomSeen([.. sids])];
    }

    /// <summary>Owed until it is known: what was recorded there is somebody's home.</summary>
    private async Task<IReadOnlyList<Happening>> FindRecordingsAsync(Session session, Pending pending, Intent.FindRecordings find)
    {
        switch (await twilio.ListRecordingsAsync(find.CallSid))
        {
            case Sent<IReadOnlyList<RecordingResource>>.Ok { Value: var recordings }:
                return [.. recordings.Select(r => new Happening.Recorded(find.LegId, find.Step, r.Sid)), new Happening.Carried(pending.Attempt)];
            case Sent<IReadOnlyList<RecordingResource>>.Refused { Failure.Kind: FailureKind.Gone or FailureKind.Permanent }:
                return [new Happening.Carried(pending.Attempt)];
            case var failed:
                Note(session, pending, failed.Why!);
                return [new Happening.Postponed(pending.Attempt)];
        }
    }

    /// <summary>Erasing at the phone company is owed until it is done, or there is nothing left to erase.</summary>
    private List<Happening> Erased<T>(Session session, Pending pending, Sent<T> sent)
    {
        if (sent is Sent<T>.Ok or Sent<T>.Refused { Failure.Kind: FailureKind.Gone or FailureKind.Permanent })
        {
            return [new Happening.Carried(pending.Attempt)];
        }

        Note(session, pending, sent.Why!);
        return [new Happening.Postponed(pending.Attempt)];
    }

    private async ValueTask AlsoLinkAsync(Session session, Party who)
    {
        switch (who.Kind)
        {
            case PartyKind.Ems when service.Base.EmsCallbackNumber is { Length: > 0 } callback:
                await phones.LinkAsync(callback, session.Id, who);
                break;
            case PartyKind.Caller:
                await phones.PointCodeAsync(session.Code, session.Id);
                break;
        }
    }

    private async ValueTask UnlinkAsync(Session session, Party who)
    {
        var numbers = new HashSet<string?> { await NumberOfAsync(session, who) };
        foreach (var called in session.Legs.Where(l => who.Kind == PartyKind.Ems && l is { Who.Kind: PartyKind.Ems, Area: not null }).DistinctBy(l => l.Area))
        {
            // The caller may have been in another area then.
            numbers.Add(await NumberOfAsync(session, who, called.Id));
        }

        foreach (var number in numbers.OfType<string>())
        {
            await phones.UnlinkAsync(number, session.Id, Decider.Texts(session, who));
        }

        await UnpointAsync(session, who);
    }

    private async ValueTask EndLinkAsync(Session session, Party who)
    {
        if (await NumberOfAsync(session, who) is { } number)
        {
            await phones.EndLinkAsync(number, session.Id, Decider.Texts(session, who));
        }

        await UnpointAsync(session, who);
    }

    /// <summary>Nothing leads into it any more: no code, no call.</summary>
    private async ValueTask UnpointAsync(Session session, Party who)
    {
        switch (who.Kind)
        {
            case PartyKind.Ems:
                await phones.UnlinkAsync(service.Base.EmsCallbackNumber, session.Id);
                foreach (var sid in session.Legs.Where(l => l.Who.Kind == PartyKind.Ems).Select(l => l.CallSid).OfType<string>())
                {
                    await phones.UnpointAsync(DeskCall(sid), session.Id);
                }

                break;
            case PartyKind.Caller:
                await phones.UnpointAsync("code " + session.Code, session.Id);
                foreach (var sid in session.Legs.Where(l => l.Purpose == LegPurpose.Inbound).Select(l => l.CallSid).OfType<string>())
                {
                    await phones.UnpointAsync("call " + sid, session.Id);
                }

                break;
        }
    }

    /// <summary>The area that a leg was meant for, wherever the caller is by now; else the one they are in.</summary>
    private Area? AreaOf(Session session, string? name) =>
        service.Base.Areas.FirstOrDefault(a => a.Name == name) ?? AreaAnswer.For(session.Place, service.Base.Areas).Area;

    private async ValueTask<string?> NumberOfAsync(Session session, Party who, string? legId = null) => who.Kind switch
    {
        PartyKind.Caller => session.CallerNumber,
        PartyKind.Chosen => session.ChosenNumber,
        PartyKind.Peer or PartyKind.Coordinator => (await roster.OfAsync(who.Id))?.Phone,
        _ => AreaOf(session, legId is null ? null : session.Leg(legId)?.Area)?.Lines is { IsEmpty: false } lines
            ? lines[Math.Min(who.Id == "1" ? 1 : 0, lines.Length - 1)]
            : null,
    };

    /// <summary>The call that it is about, where there is one already.</summary>
    private static string? CallOf(Intent intent) => intent switch
    {
        Intent.FetchCall fetch => fetch.CallSid,
        Intent.RedirectCall redirect => redirect.CallSid,
        Intent.CancelCall cancel => cancel.CallSid,
        Intent.EndCall end => end.CallSid,
        Intent.ExtendCall extend => extend.CallSid,
        Intent.Announce announce => announce.CallSid,
        Intent.SetEndsRoom flag => flag.CallSid,
        Intent.FindRecordings find => find.CallSid,
        _ => null,
    };

    private string LegUrl(Session session, string legId, int step) => urls.Leg(session.Id, legId, session.CheckIn.Number, step);

    private void Note(Session session, Pending pending, Failure failure) =>
        log.IntentRefused(session.Id, pending.Attempt, pending.Intent.GetType().Name, failure.Kind, failure.Code, failure.Consequence);

    /// <summary>What a failure means to a decision.</summary>
    public static Refusal Sort(Failure failure) => failure.Kind switch
    {
        FailureKind.OptedOut => Refusal.OptedOut,
        FailureKind.NotText => Refusal.NotText,
        FailureKind.Configuration or FailureKind.Bug => Refusal.Configuration,
        FailureKind.Permanent or FailureKind.Guarded => Refusal.Permanent,
        _ => Refusal.Temporary,
    };
}
