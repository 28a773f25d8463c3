using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>Twilio takes every credential that is configured.</summary>
public sealed class TokensCheck(TwilioFacts facts, TwilioClient twilio, SpotterSettings settings) : IPreflightCheck
{
    public string Name => "tokens";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        yield return Told("Twilio__AuthToken", await facts.AccountAsync(), "Copy the account's primary auth token from the Twilio console");
        if (settings.Twilio.SecondaryAuthToken is { Length: > 0 } second)
        {
            yield return Told(
                "Twilio__SecondaryAuthToken", await twilio.FetchAccountAsync(second),
                "Copy the secondary token from the console while a rotation is under way, and take the setting out when it is over");
        }

        if (settings.Twilio.ApiKeySid is { Length: > 0 })
        {
            yield return Told("Twilio__ApiKeySid with its secret", await twilio.FetchBalanceAsync(), "Make a new API key in the console and set both of its parts");
        }
    }

    private static Finding Told<T>(string what, Sent<T> answer, string remedy) => answer switch
    {
        Sent<T>.Ok => Finding.Passed($"{what} is accepted."),
        Sent<T>.Refused => Finding.Blocking($"{what} is refused by Twilio.", remedy),
        _ => Finding.Blocking($"Twilio did not answer about {what}.", "See that this machine reaches Twilio's API, then run the preflight again"),
    };
}
