// The public cloud. Values come from the environment, as azd and a pipeline set them; each may be written here instead.
using 'main.bicep'

param cloud = 'Public'
param name = readEnvironmentVariable('BRANCHBOT_NAME', 'branchbot')
param administrators = filter(split(readEnvironmentVariable('BRANCHBOT_ADMINISTRATORS', ''), ','), id => !empty(id))
param apiClientId = readEnvironmentVariable('BRANCHBOT_API_CLIENT_ID', '')
param appId = readEnvironmentVariable('BRANCHBOT_APP_ID', '')
param outlook = bool(readEnvironmentVariable('BRANCHBOT_OUTLOOK', 'false'))
param domain = readEnvironmentVariable('BRANCHBOT_DOMAIN', '')
param certificateId = readEnvironmentVariable('BRANCHBOT_CERTIFICATE_ID', '')
param alertEmails = filter(split(readEnvironmentVariable('BRANCHBOT_ALERT_EMAILS', ''), ','), mail => !empty(mail))
param storageLogs = bool(readEnvironmentVariable('BRANCHBOT_STORAGE_LOGS', 'false'))
// azd keeps what it pushed last under this name.
param image = readEnvironmentVariable('SERVICE_BOT_IMAGE_NAME', '')
param standIn = bool(readEnvironmentVariable('BRANCHBOT_STAND_IN', 'false'))
