using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.People;
using SpotterBot.Sessions;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;

namespace SpotterBot.Voice;

/// <summary>Everything a call asks for: the menu of those who call in, and the next document of a leg.</summary>
public sealed class VoiceFunction(
    SessionKeeper keeper, SessionNames names, PhoneBook phones, ScriptWriter scripts, Urls urls, TwilioOptions options)
{
    private const int LobbySilencesMost = 3;
    private const int TriesMost = 3;

    /// <param name="path">What stands after <c>/api/voice</c>.</param>
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form) => path switch
    {
        _ when form["CallSid"] is null => WebhookReply.Refused(400, "CallSid is needed."),
        [.. var first, "again", _] => await HandleAsync(first, form),
        [.. var first, "again", _, var keys] => await HandleAsync(first, form["Digits"] is null ? form.With("Digits", KeysIn(keys)) : form),
        [] => await CalledInAsync(form),
        ["lobby", "keys"] => await LobbyKeyAsync(form, form["Digits"]),
        ["lobby", "code"] => await CodeAsync(form),
        ["lobby", var silent] when int.TryParse(silent, out var times) => Lobby(form, times),
        ["leg", var session, var leg, var checkIn, var step] => await LegAsync(form, session, leg, checkIn, step),
        ["leg", var session, var leg, var checkIn, var step, "silent"] => await LegAsync(form, session, leg, checkIn, step, silent: true),
        ["leg", var session, var leg, var checkIn, var step, "left"] => await LegAsync(form, session, leg, checkIn, step, left: true),
        ["announce", _, _, var line] when Enum.TryParse<LineKey>(line, out var key) => Spoken(new Line(key)),
        ["fallback", var session, var leg] => await FallbackAsync(form, session, leg),
        ["fallback"] => Spoken([new Line(LineKey.Sorry)], new Redirect(urls.Voice)),
        _ => WebhookReply.Refused(404, "There is nothing here."),
    };

    /// <summary>Our own fault, on a live line: it waits a moment and asks again with what was keyed, at most three times.</summary>
    /// <param name="path">What stands after <c>/api/voice</c>.</param>
    public WebhookReply Sorry(string[] path, WebhookForm form)
    {
        var (first, tries, keys) = path switch
        {
            [.. var asked, "again", var n] when int.TryParse(n, out var times) => (asked, times, form["Digits"]),
            [.. var asked, "again", var n, var kept] when int.TryParse(n, out var times) => (asked, times, form["Digits"] ?? KeysIn(kept)),
            _ => (path, 0, form["Digits"]),
        };
        return tries < TriesMost
            ? Spoken([new Line(LineKey.Sorry)], new Telephony.Twiml.Pause(1), new Redirect(urls.VoiceAgain(first, tries + 1, keys is null ? null : InPath(keys))))
            : Spoken([new Line(LineKey.SorryPerson)], new Hangup());
    }

    /// <summary>Keys as a piece of a URL: the pound sign would end it.</summary>
    private static string InPath(string keys) => keys.Replace('*', 's').Replace('#', 'p');

    private static string KeysIn(string piece) => piece.Replace('s', '*').Replace('p', '#');

    /// <summary>A phone calls in: somebody on a case is brought to it, a caller to their session, anyone else hears the menu.</summary>
    private async ValueTask<WebhookReply> CalledInAsync(WebhookForm form)
    {
        var from = form["From"];
        var callSid = form["CallSid"];
        if (callSid is null || from is null)
        {
            return WebhookReply.Refused(400, "CallSid and From are needed.");
        }

        if (options.OwnNumbers.Contains(from))
        {
            return WebhookReply.Twiml(new VoiceResponse(new Reject()).ToXml());
        }

        var links = PhoneNumbers.Callable(from) ? (await phones.OfAsync(from)).Links : [];
        var toEmsLine = form["To"] == options.EmsCallbackNumber && options.EmsCallbackNumber != options.Numbers[0];
        var stranger = toEmsLine && links.Count == 0;
        var ems = stranger ? (await phones.OfAsync(options.EmsCallbackNumber!)).Links : links;
        if (ems.LastOrDefault(l => l.Who.Kind == PartyKind.Ems) is { } dispatch)
        {
            return await IntoAsync(dispatch.SessionId, callSid, new Happening.CaseCalledIn(dispatch.Who, callSid, Known: !stranger)) ?? Lobby(form, 0);
        }

        var own = new List<PhoneLink>();
        foreach (var link in links.Where(l => l.Who.Kind == PartyKind.Caller))
        {
            if (await names.IsOpenAsync(link.SessionId))
            {
                own.Add(link);
            }
            else
            {
                await phones.UnlinkAsync(from, link.SessionId);
            }
        }

        if (own.Count == 1)
        {
            return await IntoAsync(own[0].SessionId, callSid, new Happening.CallerCalledIn(callSid, from, ByCode: false)) ?? Lobby(form, 0);
        }

        if (own.Count > 1)
        {
            return AskCode(LineKey.CodeAsksWhich);
        }

        foreach (var link in links.Where(l => l.Who.CanTakeCase).Reverse())
        {
            if (await names.HasCaseAsync(link.SessionId, link.Who) && await IntoAsync(link.SessionId, callSid, new Happening.CaseCalledIn(link.Who, callSid)) is { } joined)
            {
                return joined;
            }
        }

        return Lobby(form, 0);
    }

    /// <summary>The menu before there is a session: the first choice within ten seconds, any key cuts it.</summary>
    private WebhookReply Lobby(WebhookForm form, int silences)
    {
        if (silences >= LobbySilencesMost)
        {
            return Spoken([new Line(LineKey.Bye)], new Hangup());
        }

        var english = Languages.Of(null);
        List<Line> lines = silences == 0 ? [new(LineKey.Menu)] : [];
        lines.Add(new Line(LineKey.MenuKeys));
        if (!PhoneNumbers.Callable(form["From"]))
        {
            lines.Add(new Line(LineKey.MenuNoCallback));
        }

        var gather = new Gather(lines.Select(l => ScriptWriter.Speak(english, l)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = 6,
            Action = urls.Lobby("keys"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby((silences + 1).ToString()))).ToXml());
    }

    private async ValueTask<WebhookReply> LobbyKeyAsync(WebhookForm form, string? key)
    {
        switch (key)
        {
            case "1" or "9" or "0":
                return await BeginAsync(form, key);
            case "8":
                return AskCode(LineKey.AskCode);
            case "7":
                return Spoken([new Line(LineKey.Bye)], new Hangup());
            default:
                return Lobby(form, 1);
        }
    }

    private async ValueTask<WebhookReply> BeginAsync(WebhookForm form, string key)
    {
        var callSid = form["CallSid"]!;
        var from = PhoneNumbers.Callable(form["From"]) ? form["From"] : null;
        var person = from is null ? new Person() : await phones.OfAsync(from);
        var id = names.IdFor(callSid);
        var answer = await keeper.StartAsync(
            new Beginning(id, await phones.TakeCodeAsync(id), from, TextsTo(from, person), Letter: PhoneBook.FreeLetter(person), CallSid: callSid, Key: key),
            "begin/" + callSid);
        await phones.PointAsync("call " + callSid, id);
        return Write(id, answer);
    }

    private WebhookReply AskCode(LineKey why)
    {
        var gather = new Gather(ScriptWriter.Speak(Languages.Of(null), new Line(why)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 3,
            FinishOnKey = "#",
            Timeout = 8,
            Action = urls.Lobby("code"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby("1"))).ToXml());
    }

    private async ValueTask<WebhookReply> CodeAsync(WebhookForm form)
    {
        var code = form["Digits"] ?? "";
        var callSid = form["CallSid"]!;
        if (code is "9" or "0" or "1")
        {
            return await BeginAsync(form, code);
        }

        var from = PhoneNumbers.Callable(form["From"]) ? form["From"] : null;
        return await phones.PointedAsync("code " + code) is { } session
            && await IntoAsync(session, callSid, new Happening.CallerCalledIn(callSid, from, ByCode: true)) is { } joined
            ? joined
            : Spoken([new Line(LineKey.CodeNoSession)], new Redirect(urls.Lobby("1")));
    }

    private async ValueTask<WebhookReply?> IntoAsync(string session, string callSid, Happening happening)
    {
        if (await keeper.HandleAsync(session, "in/" + callSid, happening) is not Answer.Voice voice)
        {
            return null;
        }

        await phones.PointAsync("call " + callSid, session);
        return Write(session, voice);
    }

    private async ValueTask<WebhookReply> LegAsync(WebhookForm form, string session, string leg, string checkIn, string step, bool silent = false, bool left = false)
    {
        if (form["CallSid"] is not { } callSid || !int.TryParse(checkIn, out var number) || !int.TryParse(step, out var at))
        {
            return WebhookReply.Refused(400, "CallSid, check-in and step are needed.");
        }

        // A retry of the phone company carries the same token; without one, the same keys for the same document are the same request.
        var what = $"{(silent ? "silent" : left ? "left" : "asks")}/{form["Digits"]}/{form["SpeechResult"]}";
        var webhook = $"{callSid}/{at}/{form.IdempotencyToken ?? ""}/{what}";
        var answer = await keeper.HandleAsync(session, webhook, new Happening.LegAsks(
            leg, callSid, at, number, silent || left ? null : form["Digits"], silent || left ? null : form["SpeechResult"], silent, left));
        return answer is null ? Spoken([new Line(LineKey.NothingNeeded)], new Hangup()) : Write(session, answer);
    }

    /// <summary>The document of a leg could not be had a moment ago: what was keyed then is not lost.</summary>
    private async ValueTask<WebhookReply> FallbackAsync(WebhookForm form, string session, string leg)
    {
        var (checkIn, step) = await names.WhereIsAsync(session, leg);
        if (form["Digits"] is null)
        {
            return Spoken([new Line(LineKey.Sorry)], new Redirect(urls.Leg(session, leg, checkIn, step)));
        }

        return await LegAsync(form, session, leg, checkIn.ToString(), step.ToString());
    }

    private WebhookReply Write(string session, Answer answer) => answer is Answer.Voice voice
        ? WebhookReply.Twiml(scripts.Write(session, Languages.Of(null), voice))
        : Spoken([new Line(LineKey.NothingNeeded)], new Hangup());

    private static TextChannel TextsTo(string? from, Person person) => from is null ? TextChannel.None : person.Texts;

    private static WebhookReply Spoken(Line line) => Spoken([line]);

    private static WebhookReply Spoken(ImmutableArray<Line> lines, params VoiceVerb[] then) =>
        WebhookReply.Twiml(new VoiceResponse([.. lines.Select(l => ScriptWriter.Speak(Languages.Of(null), l)), .. then]).ToXml());
}
