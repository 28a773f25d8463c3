using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Identity;
using Polly;

namespace SpotterBot.Observability;

/// <summary>
/// A fault as it may be told: its kinds and its places in the code. Many a fault's words quote what could not be read, and that may be
/// somebody's number or words; so only those that speak of disk, network, store and clock are heard, and our own.
/// </summary>
internal static class Faults
{
    private const int WordsMost = 500;

    public static string Told(Exception fault)
    {
        var told = new StringBuilder();
        Tell(told, fault);
        return told.ToString();
    }

    private static void Tell(StringBuilder told, Exception fault)
    {
        told.Append(fault.GetType().FullName);
        if (HoldsNothingPersonal(fault))
        {
            told.Append(": ").Append(OnOneLine(fault.Message));
        }

        if (fault.StackTrace is { } places)
        {
            told.Append('\n').Append(places);
        }

        foreach (var cause in fault is AggregateException several ? [.. several.InnerExceptions] : fault.InnerException is { } one ? [one] : Array.Empty<Exception>())
        {
            told.Append("\nbecause of ");
            Tell(told, cause);
        }
    }

    private static bool HoldsNothingPersonal(Exception fault) => fault
        is IOException or SocketException or HttpRequestException or TimeoutException or OperationCanceledException
        or DbException or RequestFailedException or AuthenticationFailedException or ExecutionRejectedException or CryptographicException
        or InvalidOperationException;

    private static string OnOneLine(string words)
    {
        var line = string.Join(' ', words.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length > WordsMost ? line[..WordsMost] + "..." : line;
    }
}
