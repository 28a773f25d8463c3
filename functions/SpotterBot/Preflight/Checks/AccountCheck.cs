using SpotterBot.Settings;
using SpotterBot.Telephony;

namespace SpotterBot.Preflight.Checks;

/// <summary>The account is open, paid for, and may hold enough calls at once.</summary>
public sealed class AccountCheck(TwilioFacts facts, TwilioClient twilio) : IPreflightCheck
{
    /// <summary>Below this it is a matter of days. An account that has run out is suspended, and its numbers fall silent.</summary>
    private const decimal Low = 20;

    public string Name => "account";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        yield return await facts.AccountAsync() switch
        {
            Sent<AccountResource>.Ok({ Status: not "active" and var status }) =>
                Finding.Blocking($"The account is {status}.", "Ask Twilio's support what is needed to have it active again"),
            Sent<AccountResource>.Ok({ Type: "Trial" }) =>
                Finding.Blocking("The account is a trial: it calls and texts verified numbers only, at most five calls at once.", "Upgrade it in the Twilio console"),
            Sent<AccountResource>.Ok => Finding.Passed("The account is active, and no trial."),
            var failed => Finding.NotTold("the account's state", failed.Why),
        };
        yield return await twilio.FetchBalanceAsync() switch
        {
            Sent<BalanceResource>.Ok({ Amount: <= 0 }) => Finding.Blocking("There is nothing left on the account.", "Top it up, and switch automatic top-up on"),
            Sent<BalanceResource>.Ok({ Amount: < Low } left) =>
                Finding.Warning($"Only {left.Amount:0.00} {left.Currency} is left on the account.", "Top it up, and switch automatic top-up on"),
            Sent<BalanceResource>.Ok(var left) => Finding.Passed($"{left.Amount:0.00} {left.Currency} is left on the account."),
            var failed => Finding.NotTold("the balance", failed.Why),
        };
    }
}

/// <summary>
/// A caller, a peer and EMS are three calls at once. Accounts upgraded since 3 February 2026 may hold two without an approved profile, three with a
/// person's, any number with a business's. Source: Twilio documentation, "Concurrent calls".
/// </summary>
public sealed class ConcurrencyCheck(TwilioFacts facts, TwilioClient twilio) : IPreflightCheck
{
    private static readonly DateTimeOffset LimitsBegan = new(2026, 2, 3, 0, 0, 0, TimeSpan.Zero);

    public string Name => "business-profile";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        if (await twilio.ListApprovedProfilesAsync() is not Sent<IReadOnlyList<CustomerProfileResource>>.Ok(var profiles))
        {
            yield return Finding.NotTold("whether a profile is approved", null);
            yield break;
        }

        foreach (var policy in profiles.Select(p => p.PolicySid).OfType<string>().Distinct())
        {
            if (await twilio.FetchPolicyAsync(policy) is Sent<PolicyResource>.Ok(var needs) && needs.EndUserTypes.Contains(PolicyResource.BusinessInformation))
            {
                yield return Finding.Passed("A business profile is approved: calls at once are not limited by it.");
                yield break;
            }
        }

        var found = profiles.Count == 0 ? "No profile is approved: two calls at once" : "Only a person's profile is approved: three calls at once";
        const string remedy = "Have a business profile approved in the console's Trust Hub";
        yield return await facts.AccountAsync() is Sent<AccountResource>.Ok({ DateCreated: { } opened }) && opened < LimitsBegan
            ? Finding.Warning($"{found}, unless the account was upgraded before 3 February 2026, which Twilio does not tell.", remedy)
            : Finding.Blocking($"{found}, where a caller, a peer and EMS need three and every further caller more.", remedy);
    }
}

/// <summary>The pace we keep is not above what Twilio places. It does not tell that figure; calls that waited in its queue do.</summary>
public sealed class PaceCheck(TwilioClient twilio, SpotterSettings settings) : IPreflightCheck
{
    private const int WaitedTooLong = 2000;

    public string Name => "pace";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var wanted = settings.Twilio.CallsPerSecond;
        if (await twilio.ListCallsAsync(new ListCalls { PageSize = 200 }) is not Sent<IReadOnlyList<CallResource>>.Ok(var calls))
        {
            yield return Finding.NotTold("the latest calls", null);
            yield break;
        }

        var placed = calls.Where(c => c.Direction == "outbound-api" && c.StartTime is not null).ToList();
        if (placed.Count > 0 && placed.Max(c => c.QueueTime ?? 0) is var longest and > WaitedTooLong)
        {
            yield return Finding.Blocking(
                $"One of the latest calls waited {longest / 1000.0:0.0} s in Twilio's queue: the account places fewer than {wanted} a second.",
                "Set Twilio__CallsPerSecond to what the account's voice settings in the console say, and see that nothing else places calls on this account");
        }
        else if (wanted > 1 && !placed.GroupBy(c => c.DateCreated).Any(g => g.Count() >= wanted))
        {
            yield return Finding.Warning(
                $"Twilio__CallsPerSecond is {wanted}; Twilio's default is 1, its API does not tell what this account has, and no call has shown it yet.",
                "Compare it with the account's voice settings in the console");
        }
        else
        {
            yield return Finding.Passed($"{wanted} calls a second are asked for, and none of the latest calls waited in Twilio's queue.");
        }
    }
}
