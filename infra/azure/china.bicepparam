// Azure China, run by 21Vianet: another login, another Graph, words in the place of cards until somebody has seen that Teams there shows them. Endpoints of
// storage, vault and registry follow the cloud that is deployed to.
using 'main.bicep'

param cloud = 'China'
param location = readEnvironmentVariable('AZURE_LOCATION', 'chinanorth3')
param name = readEnvironmentVariable('BRANCHBOT_NAME', 'branchbot')
param administrators = filter(split(readEnvironmentVariable('BRANCHBOT_ADMINISTRATORS', ''), ','), id => !empty(id))
param apiClientId = readEnvironmentVariable('BRANCHBOT_API_CLIENT_ID', '')
param appId = readEnvironmentVariable('BRANCHBOT_APP_ID', '')
param outlook = bool(readEnvironmentVariable('BRANCHBOT_OUTLOOK', 'false'))
param domain = readEnvironmentVariable('BRANCHBOT_DOMAIN', '')
param certificateId = readEnvironmentVariable('BRANCHBOT_CERTIFICATE_ID', '')
param alertEmails = filter(split(readEnvironmentVariable('BRANCHBOT_ALERT_EMAILS', ''), ','), mail => !empty(mail))
param storageLogs = bool(readEnvironmentVariable('BRANCHBOT_STORAGE_LOGS', 'false'))
param image = readEnvironmentVariable('SERVICE_BOT_IMAGE_NAME', '')
param standIn = bool(readEnvironmentVariable('BRANCHBOT_STAND_IN', 'false'))
param cards = 'Text'
// China North 3 has availability zones; other regions of Azure China have none (docs.azure.cn, "Azure regions list").
param zoneRedundant = true
