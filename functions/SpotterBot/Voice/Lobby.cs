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
public sealed class Lobby(SessionCalls calls, SessionNames names, PhoneBook phones, Urls urls)
{
    private const int SilencesMost = 3;

    /// <param name="path">What stands after <c>/api/voice/lobby</c>.</param>
    public async ValueTask<WebhookReply> HandleAsync(string[] path, WebhookForm form) => path switch
    {
        ["keys", var offered] when int.TryParse(offered, out var place) => await KeyAsync(form, form["Digits"], place),
        ["code"] => await CodeAsync(form),
        [var silences] when int.TryParse(silences, out var times) => await MenuAsync(form, times),
        _ => WebhookReply.Refused(404, "There is nothing here."),
    };

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

    public WebhookReply AskCode(LineKey why)
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

    private async ValueTask<WebhookReply> KeyAsync(WebhookForm form, string? key, int offered)
    {
        switch (key)
        {
            case "1" or "4" or "9" or "0":
                return await BeginAsync(form, key, offered);
            case "3":
                return await MenuAsync(form, offered: offered + 1);
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
        var words = person.PlaceWords;
        var saved = key is "1" or "9" && words.Count > 0 ? Place.From(person.Places[words[offered % words.Count]]) : null;
        return await calls.BeginAsync(new Beginning(
            id,
            await phones.TakeCodeAsync(id),
            number,
            number is null ? TextChannel.None : person.Texts,
            PhoneBook.FreeLetter(person),
            CallSid: callSid,
            Key: key == "4" ? "1" : key,

            // Who cries for help may be anywhere: the place that is kept goes along, as one they have not confirmed.
            SavedPlace: key == "9" ? saved is null ? null : saved with { Unconfirmed = true } : saved,
            Kept: key == "4" ? person.ToKept() with { Handle = null, Minutes = null, ChosenNumber = null, Quiet = false, Tone = false } : person.ToKept()));
    }

    private async ValueTask<WebhookReply> CodeAsync(WebhookForm form)
    {
        var code = form["Digits"] ?? "";
        if (code is "9" or "0" or "1")
        {
            return await BeginAsync(form, code);
        }

        return await phones.PointedAsync("code " + code) is { } session
            && await calls.IntoAsync(session, form["CallSid"]!, new Happening.CallerCalledIn(form["CallSid"]!, Callable(form), ByCode: true)) is { } joined
            ? joined
            : await MenuAsync(form, silences: 1, first: LineKey.CodeNoSession);
    }

    private static string? Callable(WebhookForm form) => PhoneNumbers.Callable(form["From"]) ? form["From"] : null;
}
