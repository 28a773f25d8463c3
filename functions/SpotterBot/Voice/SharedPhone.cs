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

/// <summary>A phone that calls in while somebody is being checked on at it: it may be them, or somebody else who shares it.</summary>
public sealed class SharedPhone(SessionCalls calls, SessionReader sessions, PhoneBook phones, Lobby lobby, Urls urls, TimeProvider time)
{
    private const int SilencesMost = 2;

    /// <summary>Null: nobody is being checked on at this phone.</summary>
    /// <param name="key">Pressed already.</param>
    public async ValueTask<WebhookReply?> CalledInAsync(WebhookForm form, string? key)
    {
        var own = await OpenAsync(form["From"]!);
        return own switch
        {
            [] => null,
            [var one] when key is null && Beginnings.MayBeSomebodyElse(one, time.GetUtcNow()) => AskIfSame(0),
            [var one] => await IntoAsync(form, one, key),
            _ when key is "9" or "0" => await IntoAsync(form, own[0], key),
            _ => lobby.AskCode(LineKey.CodeAsksWhich),
        };
    }

    /// <summary>The answer to "is that you"; after silence it is taken to be them, since what is asked of them then shows.</summary>
    public async ValueTask<WebhookReply> AnsweredAsync(WebhookForm form, int silences)
    {
        var key = form["Digits"];
        if (key == "4")
        {
            return await lobby.MenuAsync(form);
        }

        if (key is null && silences < SilencesMost)
        {
            return AskIfSame(silences);
        }

        return await OpenAsync(form["From"]!) is [var one, ..] ? await IntoAsync(form, one, key is "0" or "9" ? key : null) : await lobby.MenuAsync(form);
    }

    private WebhookReply AskIfSame(int silences)
    {
        var gather = new Gather(ScriptWriter.Speak(Languages.Of(null), new Line(LineKey.AskIfSame)))
        {
            Input = GatherInput.Dtmf,
            NumDigits = 1,
            FinishOnKey = "",
            Timeout = 6,
            Action = urls.Lobby($"same/{silences}"),
        };
        return WebhookReply.Twiml(new VoiceResponse(gather, new Redirect(urls.Lobby($"same/{silences + 1}"))).ToXml());
    }

    private async ValueTask<WebhookReply> IntoAsync(WebhookForm form, Session session, string? key) =>
        await calls.IntoAsync(session.Id, form["CallSid"]!, new Happening.CallerCalledIn(form["CallSid"]!, form["From"], ByCode: false, key)) ?? await lobby.MenuAsync(form);

    /// <summary>Those whose place is known first: a cry for help from one of two who share a phone leads there.</summary>
    private async ValueTask<IReadOnlyList<Session>> OpenAsync(string from)
    {
        var own = new List<Session>();
        foreach (var link in PhoneNumbers.Callable(from) ? (await phones.OfAsync(from)).OwnSessions : [])
        {
            var session = await sessions.ReadAsync(link.SessionId);
            if (session is { Open: true })
            {
                own.Add(session);
            }
            else
            {
                await phones.UnlinkAsync(from, link.SessionId, Decider.Texts(session, link.Who));
            }
        }

        return [.. own.OrderBy(s => s.Place is null)];
    }
}
