using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
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

/// <summary>
/// The menu of a call that belongs to no session yet. The first choice comes within ten seconds, any key cuts whatever is said, and 1 starts
/// the watch at once; a phone that has kept a place starts with it by the same key.
/// </summary>
public sealed class Lobby(SessionCalls calls, SessionNames names, PhoneBook phones, Urls urls, TwilioOptions options)
{
    private const int SilencesMost = 3;
    private const int CodeTriesMost = 3;

    private static readonly LineKey[] FirstAid = [LineKey.FirstAid1, LineKey.FirstAid2, LineKey.FirstAid3, LineKey.FirstAid4, LineKey.FirstAid5, LineKey.FirstAid6];

    /// <param name="path">What stands after <c>/api/voice/lobby</c>.</param>
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form) => path switch
    {
        ["keys", var offered] when int.TryParse(offered, out var place) => await KeyAsync(form, form["Digits"], place),
        ["code", var tries] when int.TryParse(tries, out var times) => await CodeAsync(form, times),
        ["aid", var step] when int.TryParse(step, out var at) => form["Digits"] is { } key and not "5" ? await KeyAsync(form, key, 0) : Aid(at),
        [_] when form["Digits"] is { } keyed => await KeyAsync(form, keyed, 0),
        [var silences] when int.TryParse(silences, out var times) => await MenuAsync(form, times),
        _ => WebhookReply.Refused(404, "There is nothing here."),
    };

    /// <summary>The menu, or what was pressed for it already.</summary>
    public ValueTask<WebhookReply> EnterAsync(WebhookForm form) => form["Digits"] is { } key ? KeyAsync(form, key, 0) : MenuAsync(form);

    /// <param name="silences">How often it was said into silence.</param>
    /// <param name="offered">Which of the kept places is offered.</param>
    /// <param name="first">Said before it.</param>
    public async ValueTask<WebhookReply> MenuAsync(WebhookForm form, int silences = 0, int offered = 0, LineKey? first = null)
    {
        if (silences >= SilencesMost)
        {
            return Goodbye();
        }

        var number = Callable(form);
        var words = number is null ? [] : (await phones.OfAsync(number)).PlaceWords;
        var english = Languages.Of(null);
        List<Line> lines = words.Count > 0
            ? [new(silences == 0 && offered == 0 ? LineKey.MenuReturning : LineKey.MenuReturningNext, words[offered % words.Count]), new(LineKey.MenuReturningKeys)]
            : silences == 0 ? [new(LineKey.Menu), new(LineKey.MenuKeys)] : [new(LineKey.MenuKeys)];
        if (number is null)
        {
            lines.Add(new Line(LineKey.MenuNoCallback));
        }

        if (first is { } said)
        {
            lines.Insert(0, new Line(said));
        }

        return Ask([.. lines.Select(l => ScriptWriter.Speak(english, l)), .. Languages.Coming.Select(ScriptWriter.Speak)], 6, offered, new Redirect(urls.Lobby((silences + 1).ToString())));
    }

    /// <summary>Somebody may press a key while it is said: it is taken.</summary>
    private WebhookReply Goodbye() => Ask([ScriptWriter.Speak(Languages.Of(null), new Line(LineKey.Bye))], 1, 0, new Hangup());

    private WebhookReply Ask(IEnumerable<Say> prompts, int seconds, int offered, VoiceVerb otherwise)
    {
        var gather = new Gather(prompts)
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = seconds,
            Action = urls.Lobby($"keys/{offered}"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, otherwise).ToXml());
    }

    /// <param name="tries">Codes nobody has, keyed on this call so far.</param>
    public WebhookReply AskCode(LineKey why, int tries = 0)
    {
        var gather = new Gather(ScriptWriter.Speak(Languages.Of(null), new Line(why)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = PhoneBook.CodeDigitsMost,
            FinishOnKey = "#",
            Timeout = 3,
            Action = urls.Lobby($"code/{tries}"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby("1"))).ToXml());
    }

    /// <summary>What to do now, step by step, for somebody who has found another.</summary>
    private WebhookReply Aid(int step)
    {
        var gather = new Gather(ScriptWriter.Speak(Languages.Of(null), new Line(FirstAid[step % FirstAid.Length])))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = 10,
            Action = urls.Lobby($"aid/{step + 1}"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby("1"))).ToXml());
    }

    private async ValueTask<WebhookReply> KeyAsync(WebhookForm form, string? key, int offered)
    {
        switch (key)
        {
            case "1" or "4" or "9" or "0":
                return await BeginAsync(form, key, offered);
            case "3":
                return await MenuAsync(form, offered: offered + 1);
            case "5":
                return Aid(0);
            case "8":
                return AskCode(LineKey.AskCode);
            case "7":
                return Goodbye();
            default:
                return await MenuAsync(form, silences: 1);
        }
    }

    /// <param name="after">What tells this beginning from an earlier one on the same call.</param>
    public async ValueTask<WebhookReply> BeginAsync(WebhookForm form, string key, int offered = 0, string after = "")
    {
        var callSid = form["CallSid"]!;
        var number = Callable(form);
        var person = number is null ? new Person() : await phones.OfAsync(number);
        var id = names.IdFor(callSid + after);
        if (key is "1" or "4" && person.IsFull && person.OwnSessions.Any() && !await names.ExistsAsync(id))
        {
            return AskCode(LineKey.CodeAsksWhich);
        }

        var words = person.PlaceWords;
        var saved = key is "1" or "9" && words.Count > 0 ? person.PlaceUnder(words[offered % words.Count]) : null;
        return await calls.BeginAsync(new Beginning(
            id,
            await names.ExistsAsync(id) ? "" : await phones.TakeCodeAsync(id),
            number,
            number is null ? TextChannel.None : person.Texts,
            PhoneBook.FreeLetter(person),
            CallSid: callSid,
            Key: key == "4" ? "1" : key,

            // Who cries for help may be anywhere: the place that is kept goes along, as one they have not confirmed.
            SavedPlace: key == "9" ? saved is null ? null : saved with { Unconfirmed = true } : saved,
            Kept: key == "4" ? person.ToKept() with { Handle = null, Minutes = null, ChosenNumber = null, Quiet = false, Tone = false } : person.ToKept()));
    }

    private async ValueTask<WebhookReply> CodeAsync(WebhookForm form, int tries)
    {
        var number = Callable(form);
        var own = number is null ? [] : (await phones.OfAsync(number)).OwnSessions.ToList();
        switch (form["Digits"] ?? "")
        {
            case "9" or "99" or "911" or "9911" or "999" or "112":
                return await ForHelpAsync(form, "9", number, own);
            case "0":
                return await ForHelpAsync(form, "0", number, own);
            case "1":
                return await BeginAsync(form, "1");
            case { Length: > 0 } code when await phones.PointedAsync("code " + code) is { } session:
                var byCode = !own.Exists(l => l.SessionId == session);
                return await calls.IntoAsync(session, form["CallSid"]!, new Happening.CallerCalledIn(form["CallSid"]!, number, byCode)) ?? await NoSuchCodeAsync(form, tries);
            default:
                return await NoSuchCodeAsync(form, tries);
        }
    }

    /// <summary>A cry for help instead of a code: in a session of this phone's, if it has one.</summary>
    private async ValueTask<WebhookReply> ForHelpAsync(WebhookForm form, string key, string? number, List<PhoneLink> own)
    {
        foreach (var link in own)
        {
            if (await calls.IntoAsync(link.SessionId, form["CallSid"]!, new Happening.CallerCalledIn(form["CallSid"]!, number, ByCode: false, key)) is { } joined)
            {
                return joined;
            }
        }

        return await BeginAsync(form, key);
    }

    private async ValueTask<WebhookReply> NoSuchCodeAsync(WebhookForm form, int tries) =>
        tries + 1 >= CodeTriesMost ? await MenuAsync(form, silences: 1, first: LineKey.CodeNoSession) : AskCode(LineKey.CodeNotFound, tries + 1);

    /// <summary>The phone on the line, which we called ourselves where it is our number that calls; null where it cannot be called.</summary>
    private string? Callable(WebhookForm form)
    {
        var phone = options.OwnNumbers.Contains(form["From"]) ? form["To"] : form["From"];
        return PhoneNumbers.Callable(phone) && !options.OwnNumbers.Contains(phone) ? phone : null;
    }
}
