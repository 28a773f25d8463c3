using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Door;
using SpotterBot.People;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;

namespace SpotterBot.Voice;

/// <summary>Calls that belong to a session: brought into it, and handed its next document.</summary>
public sealed class SessionCalls(SessionKeeper keeper, SessionNames names, PhoneBook phones, Letters letters, Privacy privacy, ScriptWriter scripts)
{
    /// <summary>Something that is said, and what follows it.</summary>
    public static WebhookReply Spoken(ImmutableArray<Line> lines, params VoiceVerb[] then) =>
        WebhookReply.Twiml(new VoiceResponse([.. lines.Select(l => ScriptWriter.Speak(Languages.Of(null), l)), .. then]).ToXml());

    public async ValueTask<WebhookReply> BeginAsync(Beginning beginning)
    {
        var answer = await keeper.StartAsync(beginning, "begin/" + beginning.CallSid);
        await phones.PointAsync("call " + beginning.CallSid, beginning.Id);
        if (beginning.CallerNumber is { } number)
        {
            await letters.GiveAsync(number, beginning.Id);
        }

        return Write(beginning.Id, answer);
    }

    /// <summary>A call that comes into a session; null where the session has no place for it.</summary>
    public async ValueTask<WebhookReply?> IntoAsync(string sessionId, string callSid, Happening happening)
    {
        if (await keeper.HandleAsync(sessionId, "in/" + callSid, happening) is not Answer.Voice voice)
        {
            return null;
        }

        await phones.PointAsync("call " + callSid, sessionId);
        return Write(sessionId, voice);
    }

    /// <summary>A leg asks for its next document. The same request twice, by a retry or by a fallback, is one request.</summary>
    public async ValueTask<WebhookReply> AskAsync(string sessionId, Happening.LegAsks asks)
    {
        var answer = await keeper.HandleAsync(sessionId, Webhook(asks), asks);
        return answer is null ? Spoken([new Line(LineKey.NothingNeeded)], new Hangup()) : Write(sessionId, answer);
    }

    /// <summary>Whether this leg is the caller's, and is being told goodbye: no key of an earlier document is meant.</summary>
    public async ValueTask<bool> IsOverAsync(string sessionId, Happening.LegAsks asks) =>
        await keeper.ReadAsync(sessionId) is { Open: false } session
        && session.Leg(asks.LegId) is { Who.Kind: PartyKind.Caller, IsLive: true } leg && leg.CallSid == asks.CallSid && leg.Step == asks.Step;

    /// <summary>A call that is in a session already and came back to us without its document: it gets the one it is at; null where it is in none.</summary>
    /// <param name="keys">Pressed meanwhile.</param>
    public async ValueTask<WebhookReply?> ResumeAsync(string callSid, string? keys) =>
        await phones.PointedAsync("call " + callSid) is { } session && await names.LegOfAsync(session, callSid) is { } leg
            ? await ResumeAsync(session, leg, callSid, keys) : null;

    /// <inheritdoc cref="ResumeAsync(string, string?)"/>
    public async ValueTask<WebhookReply> ResumeAsync(string session, string leg, string callSid, string? keys)
    {
        var (checkIn, step) = await names.WhereIsAsync(session, leg);
        return await AskAsync(session, new Happening.LegAsks(leg, callSid, step, checkIn, keys));
    }

    /// <summary>Stands in the row for as long as the session is open: what was said and keyed cannot be read from it.</summary>
    private string Webhook(Happening.LegAsks asks)
    {
        var how = asks.Silent ? "silent" : asks.Left ? "left" : asks.RecordingSid is not null ? "recorded" : "asks";
        return $"{asks.CallSid}/{asks.Step}/{how}/{privacy.PhoneKey($"{asks.Keys}/{asks.Speech}")}";
    }

    private WebhookReply Write(string session, Answer answer) => answer is Answer.Voice voice
        ? WebhookReply.Twiml(scripts.Write(session, Languages.ForEms(voice.Language), voice))
        : Spoken([new Line(LineKey.NothingNeeded)], new Hangup());
}
